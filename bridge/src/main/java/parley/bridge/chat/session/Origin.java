package parley.bridge.chat.session;

import parley.bridge.limits.ClientAddress;

/** Says where a session's connection comes from. Never changes; any thread. */
public interface Origin {
    /** The session's number in this process, for the log. */
    long id();

    /** The peer's IP address, for people; spelled when it is asked for. */
    String address();

    /** The same as limits count it. */
    ClientAddress counted();
}
