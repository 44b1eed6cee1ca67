package parley.bridge.chat;

/** Redis can't be reached, or did not answer in time. Made without a stack trace: it says nothing about our code. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message, null, false, false);
    }
}
