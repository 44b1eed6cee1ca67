package parley.client.codec;

/** Where a message was said, by the first word of its line. */
public enum MessageKind {
    /** In the lobby, by anybody. */
    LOBBY,
    /** To this client alone; its time is no id. */
    WHISPER,
    /** By the operator, to everybody. */
    NOTICE;

    /** Whether its time is a place in the lobby, behind which {@code since} can go on. */
    public boolean isOfLobby() {
        return this != WHISPER;
    }
}
