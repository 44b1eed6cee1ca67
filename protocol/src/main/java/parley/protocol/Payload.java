package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The content of a message on a channel of Redis, shared with clients that use Redis directly: {@code <nick>: <text>}, or the
 * frame of an announcement. Sender and text are safe to show ({@link SafeText}); either may be empty.
 *
 * @param sender who said it, {@link #ADMINISTRATOR} for an announcement, empty where a direct client gave none
 */
public record Payload(MessageKind kind, String sender, String text) {
    public static final String ADMINISTRATOR = "Administrator";

    /** Of what comes from elsewhere, this many bytes are shown. */
    public static final int MAX_BYTES = 64 * 1024;

    /** No nickname has more bytes: 32 code points of 4. */
    private static final int MAX_NICK_BYTES = 128;

    /** Between who says it and what is said. */
    static final String SEPARATOR = ": ";

    private static final String RULE = "-".repeat(34);
    private static final String FRAME_HEAD = "\n" + RULE + "\nNOTEING" + "!".repeat(27) + "\nAdministrator say: ";
    private static final String FRAME_TAIL = "\n" + RULE;
    private static final byte[] HEAD_BYTES = FRAME_HEAD.getBytes(UTF_8);
    private static final byte[] TAIL_BYTES = FRAME_TAIL.getBytes(UTF_8);

    /** What Parley publishes for somebody's message, in the lobby or to one person. */
    public static String spoken(String sender, String text) {
        return sender + SEPARATOR + text;
    }

    /** What Parley publishes for an announcement. */
    public static String announced(String text) {
        return FRAME_HEAD + text + FRAME_TAIL;
    }

    /** Reads what a direct client published in the lobby; one space at its end, which such clients add, is dropped. */
    public static Payload ofLobby(byte[] bytes) {
        return isFrame(bytes) ? notice(bytes, MAX_BYTES) : spoken(bytes, colon(bytes), true, MAX_BYTES);
    }

    /** Reads what a bridge stored and published in the lobby: all of it is shown. */
    public static Payload ofBridge(byte[] bytes) {
        return isFrame(bytes) ? notice(bytes, bytes.length) : spoken(bytes, colon(bytes), false, bytes.length);
    }

    /** Whether what a bridge stored is shown as it stands, byte for byte: who said it, and what, all of it printable ASCII. */
    static boolean isShownAsIs(byte[] bytes) {
        return SafeText.isPrintable(bytes, 0, bytes.length) && colon(bytes) < bytes.length;
    }

    /**
     * Reads what came on somebody's private channel; nothing is dropped from its end, and no frame is known there. What a bridge may
     * have published, whose lines are shorter than {@link #MAX_BYTES}, is shown whole.
     */
    public static Payload ofWhisper(byte[] bytes) {
        int colon = colon(bytes);
        boolean bridges = colon <= MAX_NICK_BYTES && bytes.length - colon - SEPARATOR.length() < MAX_BYTES;
        return spoken(bytes, colon, false, bridges ? bytes.length : MAX_BYTES);
    }

    private static Payload notice(byte[] bytes, int limit) {
        return new Payload(
                MessageKind.NOTICE,
                ADMINISTRATOR,
                shown(bytes, HEAD_BYTES.length, bytes.length - TAIL_BYTES.length, limit));
    }

    private static Payload spoken(byte[] bytes, int colon, boolean dropsSpace, int limit) {
        boolean named = colon < bytes.length;
        int textStart = named ? colon + SEPARATOR.length() : 0;
        int end = bytes.length;
        if (dropsSpace && end > textStart && bytes[end - 1] == ' ') {
            end--;
        }
        return new Payload(
                MessageKind.LOBBY, named ? shown(bytes, 0, colon, limit) : "", shown(bytes, textStart, end, limit));
    }

    /** Where the first separator stands; the payload's length where there is none. */
    private static int colon(byte[] bytes) {
        for (int at = 0; at + 1 < bytes.length; at++) {
            if (bytes[at] == ':' && bytes[at + 1] == ' ') {
                return at;
            }
        }
        return bytes.length;
    }

    private static boolean isFrame(byte[] bytes) {
        return bytes.length >= HEAD_BYTES.length + TAIL_BYTES.length
                && Arrays.equals(bytes, 0, HEAD_BYTES.length, HEAD_BYTES, 0, HEAD_BYTES.length)
                && Arrays.equals(
                        bytes, bytes.length - TAIL_BYTES.length, bytes.length, TAIL_BYTES, 0, TAIL_BYTES.length);
    }

    /** The part of [from, to) that lies within the payload's first bytes up to the limit, not cut inside a character. */
    private static String shown(byte[] bytes, int from, int to, int limit) {
        int end = Math.max(from, Math.min(to, limit));
        for (int back = 0; back < 3 && end < to && end > from && (bytes[end] & 0xC0) == 0x80; back++) {
            end--;
        }
        return SafeText.cleanForeign(bytes, from, end);
    }
}
