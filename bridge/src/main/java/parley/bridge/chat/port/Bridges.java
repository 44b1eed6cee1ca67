package parley.bridge.chat.port;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.ban.BanList;
import parley.bridge.limits.Deadline;

/**
 * Asks, as a port, the other bridges on one Redis for what the operator wants to know or have done.
 *
 * <p>A bridge that doesn't answer by the deadline is named as silent, never waited for longer. Stages fail with
 * {@link UnavailableException} when Redis can't be reached.
 */
public interface Bridges {
    /** What a bridge does when another, or its own operator, asks. Called on any thread; must not block. */
    interface Member {
        /** Ends the session of exactly that nickname; the number ended, 0 or 1. */
        CompletionStage<Integer> kick(String nick, String reason);

        /**
         * Ends the session of exactly that nickname, if it holds it under that token, and gives the nickname to a bridge; complete
         * when all that the session had begun has taken effect or failed.
         */
        CompletionStage<Void> replace(String nick, String token, String bridge);

        CompletionStage<List<SessionInfo>> sessions();

        /** Ends the sessions of whoever is on the list; the number ended. */
        CompletionStage<Integer> endBanned(BanList bans);
    }

    /** What came of a request to one bridge. */
    enum Kick {
        DONE,
        NO_SUCH_USER,
        /** The bridge that holds the nickname did not answer. */
        SILENT
    }

    /**
     * All sessions of the bridges that answered.
     *
     * @param silent ids of the bridges that hold a lease and did not answer
     */
    record Roster(List<Entry> entries, Set<String> silent) {
        /** A session and the id of its bridge. */
        public record Entry(String bridge, SessionInfo session) {}
    }

    /**
     * What enforcing the bans came to.
     *
     * @param ended sessions, on the bridges that answered
     * @param silent ids of the bridges that hold a lease and did not answer
     */
    record Enforcement(int ended, Set<String> silent) {}

    /** This bridge's id, new at each start. */
    String id();

    /** Says who answers here; called once, before anything is asked. */
    void join(Member member);

    CompletionStage<Kick> kick(String nick, String reason, Deadline deadline);

    CompletionStage<Roster> roster(Deadline deadline);

    /** Has all bridges bring their bans up to date and end the sessions of whoever is banned. */
    CompletionStage<Enforcement> enforceBans(Deadline deadline);

    /**
     * Asks all bridges for a stored message.
     *
     * @param micros the message's time
     * @return ids of the bridges that hold a lease and did not say by the deadline that their lobby has it
     */
    CompletionStage<Set<String>> lacking(long micros, Deadline deadline);
}
