package parley.client.error;

import org.jspecify.annotations.Nullable;

/** Tells why something that was asked for did not come about. */
public abstract sealed class ParleyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ParleyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The server said {@code ERR <code> <text>}: the code is for programs, the text for people. The session goes on. */
    public static final class Refused extends ParleyException {
        private static final long serialVersionUID = 1;

        private final String code;
        private final String text;

        public Refused(String code, String text) {
            super("refused (" + code + "): " + text, null);
            this.code = code;
            this.text = text;
        }

        public String code() {
            return code;
        }

        public String text() {
            return text;
        }
    }

    /** The server said {@code BYE <code> <text>}, and has ended the session. */
    public static final class Bye extends ParleyException {
        private static final long serialVersionUID = 1;

        private final String code;
        private final String text;

        public Bye(String code, String text) {
            super("the server ended the session (" + code + "): " + text, null);
            this.code = code;
            this.text = text;
        }

        public String code() {
            return code;
        }

        public String text() {
            return text;
        }
    }

    /**
     * The connection broke, could not be made, or is no longer wanted. What was asked on it may have been done, where its answer was
     * lost.
     */
    public static final class ConnectionLost extends ParleyException {
        private static final long serialVersionUID = 1;

        public ConnectionLost(String message) {
            super(message, null);
        }

        public ConnectionLost(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What was given is no name, no text, no number that can be sent. Thrown at once: nothing was sent. */
    public static final class InvalidArgument extends ParleyException {
        private static final long serialVersionUID = 1;

        public InvalidArgument(String message) {
            super(message, null);
        }
    }

    /** No answer came in time. What was asked may have been done all the same, unless the message says that it was not sent. */
    public static final class Timeout extends ParleyException {
        private static final long serialVersionUID = 1;

        public Timeout(String message) {
            super(message, null);
        }
    }
}
