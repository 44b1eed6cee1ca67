package parley.conformance.suite;

/** Says that a case can't be tried on what is there, and why. */
public final class Skipped extends Exception {
    private static final long serialVersionUID = 1;

    public Skipped(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
