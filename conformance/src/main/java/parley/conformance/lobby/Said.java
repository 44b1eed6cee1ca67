package parley.conformance.lobby;

import parley.protocol.MessageTime;

/**
 * What was said in the lobby.
 *
 * @param kind {@code LOBBY} or {@code NOTICE}
 * @param micros its time, and its id
 */
public record Said(String kind, long micros, String nick, String text) {
    String line() {
        return kind + " " + MessageTime.format(micros) + " " + nick + ": " + text;
    }
}
