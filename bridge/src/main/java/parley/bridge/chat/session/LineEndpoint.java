package parley.bridge.chat.session;

/** Talks over one connection that carries lines; fed and told on the connection's executor only. */
public interface LineEndpoint {
    /** The connection is open: sends the greeting. */
    void greet();

    /** Where lines go and answers come from. */
    Conversation conversation();

    /** There may be more to write: the outlet can take more, or the lobby grew. */
    void wake();

    /** The connection is gone. */
    void disconnected();
}
