package parley.conformance.lobby;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.protocol.MessageTime;

/** Keeps what was said in the lobby, in order, each with a later time than the one before, and what was said under keys. Guarded by the lobby. */
final class History {
    private final List<Said> said = new ArrayList<>();
    private final List<Said> byClients = new ArrayList<>();
    private final Map<String, Long> keys = new HashMap<>();
    private long last;

    /** A time later than all before. */
    long now() {
        last = Math.max(last + 1, MessageTime.ofInstant(Instant.now()));
        return last;
    }

    Said add(String kind, String nick, String text) {
        Said added = new Said(kind, now(), nick, text);
        said.add(added);
        return added;
    }

    /** A client says it; the answer is its time. */
    long say(String nick, String text) {
        Said added = add("LOBBY", nick, text);
        byClients.add(added);
        return added.micros();
    }

    /** A client says it once: the time is that of the first message of that nickname under that key. */
    long once(String nick, String key, String text) {
        return keys.computeIfAbsent(nick + '\0' + key, unknown -> say(nick, text));
    }

    /** What clients have said, in order. */
    List<Said> byClients() {
        return List.copyOf(byClients);
    }

    int size() {
        return said.size();
    }

    /** What was said from that position on. */
    List<Said> from(int position) {
        return List.copyOf(said.subList(position, said.size()));
    }

    /** The position behind all that is not later. */
    int behind(long micros) {
        int position = said.size();
        while (position > 0 && said.get(position - 1).micros() > micros) {
            position--;
        }
        return position;
    }

    /** The time with which {@code since} goes on from that position. */
    long mark(int position) {
        return position == 0 ? 0 : said.get(position - 1).micros();
    }
}
