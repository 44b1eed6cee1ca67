package parley.bridge.chat.lobby;

import parley.protocol.MessageKind;
import parley.protocol.ServerLine;

/**
 * Holds a message or announcement of the lobby.
 *
 * @param micros its time and id, see {@link parley.protocol.MessageTime}
 * @param sender safe to show, may be empty
 * @param text safe to show, may be empty
 */
public record LobbyMessage(long micros, MessageKind kind, String sender, String text) {
    /** The line that every reader gets, without its end. */
    public String line() {
        return ServerLine.message(kind, micros, sender, text);
    }
}
