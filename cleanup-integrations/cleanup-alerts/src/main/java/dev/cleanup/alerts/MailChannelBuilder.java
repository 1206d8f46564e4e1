package dev.cleanup.alerts;

import dev.cleanup.ConfigurationException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link MailChannel}. Not safe for use by several threads. */
public final class MailChannelBuilder {
    /** How long the server may take to be connected to, and for each answer. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");
    private static final int MOST_PORT = 65_535;

    /** How the connection is kept from being read by others. */
    public enum Security {
        /** It begins in the clear and goes on encrypted, or not at all; port 587. */
        STARTTLS(587),
        /** It is encrypted from the start; port 465. */
        TLS(465),
        /** Not at all, for a server on the same machine; port 25. */
        NONE(25);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    final String host;
    final List<InternetAddress> to = new ArrayList<>();

    @Nullable
    String user;

    @Nullable
    String password;

    private @Nullable InternetAddress from;
    private Security security = Security.STARTTLS;
    private int port;
    private Duration timeout = DEFAULT_TIMEOUT;

    MailChannelBuilder(String host) {
        if (host.isBlank()) {
            throw new ConfigurationException(
                    "mail host", host, "accepted is a server's name, such as smtp.example.com");
        }
        this.host = host;
    }

    /** How the connection is secured; {@link Security#STARTTLS} by default. The server's certificate is always checked. */
    public MailChannelBuilder security(Security how) {
        security = how;
        return this;
    }

    /** The server's port; by default the usual one of the {@link #security}. */
    public MailChannelBuilder port(int number) {
        if (number < 1 || number > MOST_PORT) {
            throw new ConfigurationException("mail port", number, "accepted is a whole number from 1 to " + MOST_PORT);
        }
        port = number;
        return this;
    }

    /** Who logs in to the server; by default nobody does. */
    public MailChannelBuilder login(String name, String secret) {
        user = name;
        password = secret;
        return this;
    }

    /** Who the mails are from. */
    public MailChannelBuilder from(String address) {
        from = address("mail from", address);
        return this;
    }

    /** Who the mails are to; each call adds some. */
    public MailChannelBuilder to(String... addresses) {
        for (String address : addresses) {
            to.add(address("mail to", address));
        }
        return this;
    }

    /** How long the server may take to be connected to, and for each answer; ten seconds by default, at most five minutes. */
    public MailChannelBuilder timeout(Duration span) {
        timeout = Timeouts.check("mail timeout", span, LONGEST_TIMEOUT);
        return this;
    }

    int port() {
        return port == 0 ? security.port : port;
    }

    private static InternetAddress address(String setting, String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (!text.equals(Words.line(text)) || !address.getAddress().contains("@")) {
                throw new AddressException("not one line, or without a domain");
            }
            return address;
        } catch (AddressException bad) {
            throw new ConfigurationException(
                    setting, Words.line(text), "accepted is an address such as ops@example.com");
        }
    }

    /**
     * The channel.
     *
     * @throws ConfigurationException when nobody sends or receives, or a login would be sent in the clear to another machine
     */
    public MailChannel build() {
        if (from == null) {
            throw new ConfigurationException("mail from", "none", "accepted is an address such as cleanup@example.com");
        }
        if (to.isEmpty()) {
            throw new ConfigurationException("mail to", "nobody", "accepted is at least one address");
        }
        if (security == Security.NONE && user != null && !HERE.contains(host)) {
            throw new ConfigurationException(
                    "mail security", security, "a login goes to " + host + "; accepted are STARTTLS and TLS");
        }
        return new MailChannel(this, from, properties());
    }

    private Properties properties() {
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.auth", Boolean.toString(user != null));
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.quitwait", "false");
        // One address that is no longer there must not keep the others from knowing.
        properties.setProperty("mail.smtp.sendpartial", "true");
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }
}
