package parley.bridge.net.probe;

/** Says what a connection begins like. */
enum Opening {
    /** It may still become one of the others. */
    UNDECIDED,
    /** Lines, whatever they hold. */
    LINES,
    /** A request line of HTTP. */
    HTTP,
    /** A ClientHello of TLS. */
    TLS,
    /** The identification of an SSH client. */
    SSH,
    /** The signature of a PROXY protocol header, version 2. */
    PROXY;

    boolean isProbe() {
        return this != UNDECIDED && this != LINES;
    }
}
