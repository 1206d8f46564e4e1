package dev.cleanup.alerts;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts by mail, as plain text, over one SMTP server. Each step of a delivery is bounded in time. Needs an implementation of Jakarta Mail,
 * such as Angus, which comes along. Safe for use by several threads.
 */
public final class MailChannel implements AlertChannel {
    private static final Logger LOG = LoggerFactory.getLogger(MailChannel.class);

    private final Session session;
    private final String host;
    private final int port;
    private final @Nullable String user;
    private final @Nullable String password;
    private final InternetAddress from;
    private final InternetAddress[] to;

    MailChannel(MailChannelBuilder settings, InternetAddress from, Properties properties) {
        this.session = Session.getInstance(properties);
        this.host = settings.host;
        this.port = settings.port();
        this.user = settings.user;
        this.password = settings.password;
        this.from = from;
        this.to = settings.to.toArray(new InternetAddress[0]);
    }

    /** Begins to set up mail over this server; by STARTTLS on port 587 unless it is told otherwise. */
    public static MailChannelBuilder builder(String host) {
        return new MailChannelBuilder(host);
    }

    @Override
    public void send(Alert alert) throws DeliveryException {
        try {
            deliver(message(alert));
        } catch (AuthenticationFailedException refused) {
            throw DeliveryException.lasting(reason(refused));
        } catch (SendFailedException failure) {
            throw sentToSome(failure)
                    ? DeliveryException.lasting("not all recipients were accepted: " + reason(failure))
                    : DeliveryException.passing(reason(failure));
        } catch (MessagingException failure) {
            throw DeliveryException.passing(reason(failure));
        }
    }

    private void deliver(MimeMessage message) throws MessagingException {
        Transport transport = session.getTransport();
        try {
            transport.connect(host, port, user, password);
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            hangUp(transport);
        }
    }

    /** How it goes decides nothing: the mail is on its way, or why not is known. */
    private void hangUp(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException failure) {
            LOG.debug("{}: could not hang up: {}", this, reason(failure));
        }
    }

    private MimeMessage message(Alert alert) throws MessagingException {
        String charset = StandardCharsets.UTF_8.name();
        MimeMessage message = new MimeMessage(session);
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject(alert.subject(), charset);
        message.setSentDate(Date.from(alert.at()));
        // So that no absence notice answers it.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(alert.text(), charset);
        message.saveChanges();
        return message;
    }

    private static boolean sentToSome(SendFailedException failure) {
        Address[] sent = failure.getValidSentAddresses();
        return sent != null && sent.length > 0;
    }

    /** In words, without what the settings keep secret. */
    private String reason(MessagingException failure) {
        String type = failure.getClass().getSimpleName();
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        String safe = password == null ? message : message.replace(password, "***");
        return Words.line(type + ": " + safe);
    }

    @Override
    public String toString() {
        return "mail over " + host + ":" + port;
    }
}
