package parley.bridge.chat.port;

import parley.protocol.ServerLine;

/**
 * Holds a private message as it reached this bridge.
 *
 * @param micros when it came, by this bridge; no id
 * @param position the lobby log's head at that moment: it is shown after every message before that position
 */
public record Whisper(long micros, long position, String sender, String text) {
    /** The line that its reader gets, without its end. */
    public String line() {
        return ServerLine.whisper(micros, sender, text);
    }
}
