package parley.bridge.redis.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a bridge says to another on its control channel: a line {@code <verb> <request> <sender>}, then lines that depend on the
 * verb. An answer repeats its request's number and may come in several messages, all but the last {@link Verb#PART}.
 *
 * @param request unique among the requests of the bridge that asked
 * @param sender id of the bridge that sent this
 * @param lines none of them holds a line break
 */
record ControlMessage(Verb verb, long request, String sender, List<String> lines) {
    enum Verb {
        /** Nickname, reason, until when to do it (microseconds on Redis's clock); the answer is the number of sessions ended. */
        KICK,
        /** Nickname, its token; answered, with nothing, when its session is over and the nickname is the asking bridge's. */
        REPLACE,
        /** Nothing; the answer is a line for each session. */
        SESSIONS,
        /** Nothing; the answer is the number of sessions ended, of whoever is banned by now. */
        BANS,
        /** Time of a stored message, microseconds; answered, with nothing, once the lobby has it. */
        HAVE,
        PART,
        ANSWER
    }

    @Override
    public String toString() {
        return verb + " " + request + " " + sender + "\n" + String.join("\n", lines);
    }

    /** Null when it is no such message. */
    static @Nullable ControlMessage parse(byte[] payload) {
        String[] all = new String(payload, UTF_8).split("\n", -1);
        String[] head = all[0].split(" ", -1);
        if (head.length != 3) {
            return null;
        }
        try {
            List<String> lines = Arrays.asList(all).subList(1, all.length);
            boolean empty = lines.size() == 1 && lines.get(0).isEmpty();
            return new ControlMessage(
                    Verb.valueOf(head[0]), Long.parseLong(head[1]), head[2], empty ? List.of() : List.copyOf(lines));
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }
}
