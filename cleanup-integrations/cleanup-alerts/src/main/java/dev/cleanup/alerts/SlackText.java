package dev.cleanup.alerts;

/** Plain text for Slack and those that take the same. */
final class SlackText {
    private static final int FIRST_PRINTABLE = 0x20;

    private SlackText() {}

    /** The body of a request. What Slack would take for a link or a call to everybody is plain text. */
    static String json(String text) {
        String plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        StringBuilder json = new StringBuilder("{\"text\": \"");
        plain.chars().forEach(unit -> append(json, (char) unit));
        return json.append("\"}").toString();
    }

    private static void append(StringBuilder json, char unit) {
        switch (unit) {
            case '"', '\\' -> json.append('\\').append(unit);
            case '\n' -> json.append("\\n");
            default -> {
                if (unit < FIRST_PRINTABLE) {
                    json.append(String.format("\\u%04x", (int) unit));
                } else {
                    json.append(unit);
                }
            }
        }
    }
}
