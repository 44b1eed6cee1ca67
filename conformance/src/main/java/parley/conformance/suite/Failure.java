package parley.conformance.suite;

/** Says that something is not as the protocol wants it. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String got;
    private final String conversation;

    public Failure(String expected, String got) {
        this(expected, got, "");
    }

    private Failure(String expected, String got, String conversation) {
        super("expected " + expected + ", got " + got);
        this.expected = expected;
        this.got = got;
        this.conversation = conversation;
    }

    /** The same, with what was said up to there, line by line. */
    public Failure after(String whatWasSaid) {
        Failure complete = new Failure(expected, got, whatWasSaid);
        complete.setStackTrace(getStackTrace());
        return complete;
    }

    public String expected() {
        return expected;
    }

    public String got() {
        return got;
    }

    /** Lines; empty where nothing was said. */
    public String conversation() {
        return conversation;
    }
}
