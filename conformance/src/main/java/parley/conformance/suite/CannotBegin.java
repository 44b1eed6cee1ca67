package parley.conformance.suite;

/** Says that no case at all can be tried: nobody listens, or the command can't be started. The message is one line. */
public final class CannotBegin extends Exception {
    private static final long serialVersionUID = 1;

    public CannotBegin(String message) {
        super(message);
    }
}
