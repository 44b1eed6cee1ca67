package parley.bridge.chat.session;

/** Who talks over a connection, as the connection sees it: fed and told on the connection's executor only. */
public interface Party {
    /** The connection is open: sends the greeting. */
    void greet();

    /** Where lines go and answers come from. */
    Conversation conversation();

    /** There may be more to write: the outlet can take more, or the lobby grew. */
    void wake();

    /** The connection is gone. */
    void disconnected();
}
