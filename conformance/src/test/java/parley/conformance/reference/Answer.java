package parley.conformance.reference;

/** A status line, or one that is none. */
record Answer(String line) {
    boolean isOk() {
        return word().equals("OK");
    }

    boolean isError() {
        return word().equals("ERR");
    }

    private String word() {
        return line.split(" ", 2)[0];
    }

    /** Behind {@code OK}. */
    String text() {
        return line.length() > 3 ? line.substring(3) : "";
    }

    /** Empty where nothing was refused. */
    String code() {
        return isError() ? line.split(" ", 3)[1] : "";
    }
}
