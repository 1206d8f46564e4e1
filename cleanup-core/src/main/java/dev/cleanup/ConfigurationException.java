package dev.cleanup;

import dev.cleanup.internal.Text;

/** A setting that cannot be accepted: names the setting, its value and what is accepted. Thrown when something is built, before it runs. */
public class ConfigurationException extends CleanupException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String value;
    private final String accepted;

    public ConfigurationException(String setting, Object value, String accepted) {
        super(setting + " is '" + Text.clean(String.valueOf(value)) + "': " + accepted);
        this.setting = setting;
        this.value = Text.clean(String.valueOf(value));
        this.accepted = accepted;
    }

    /** The name of the setting, as the user wrote or called it. */
    public String setting() {
        return setting;
    }

    /** What was given, as text. */
    public String value() {
        return value;
    }

    /** What is accepted, in words. */
    public String accepted() {
        return accepted;
    }
}
