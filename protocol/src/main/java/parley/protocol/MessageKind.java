package parley.protocol;

import java.util.Locale;

/** Tells what a message in the lobby is. */
public enum MessageKind {
    /** Somebody said it. */
    LOBBY,
    /** The administrator announced it. */
    NOTICE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in the stream and in the archive: {@code lobby} or {@code notice}. */
    public String word() {
        return word;
    }

    /**
     * The inverse of {@link #word()}.
     *
     * @throws IllegalArgumentException for any other word
     */
    public static MessageKind of(String word) {
        for (MessageKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of message: " + word);
    }
}
