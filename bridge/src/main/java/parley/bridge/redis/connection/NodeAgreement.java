package parley.bridge.redis.connection;

import java.util.EnumMap;
import java.util.Map;
import parley.redis.endpoint.MasterDialer.Opened;

/**
 * Knows to which server each of the two connections leads. They have to lead to the same one: what is stored on one and heard from
 * another has no order, and one that lost its office may go on answering for a while. Safe for all threads.
 */
final class NodeAgreement {
    /** What a connection is for. */
    enum Use {
        COMMANDS,
        SUBSCRIPTION;

        Use other() {
            return this == COMMANDS ? SUBSCRIPTION : COMMANDS;
        }
    }

    /** @param turn counts what was opened, by either */
    private record Place(String where, long turn) {}

    private static final Place NOWHERE = new Place("", 0);

    private final Map<Use, Place> places = new EnumMap<>(Use.class);
    private String left = "";
    private long turns;

    synchronized <C> C opened(Use use, Opened<C> opened) {
        places.put(use, new Place(opened.where(), ++turns));
        left = "";
        return opened.connection();
    }

    /** Where that connection leads, or led last; empty where it never did, or that isn't known. */
    synchronized String of(Use use) {
        return place(use).where;
    }

    /** Another server than that one takes writes by now. */
    synchronized void leave(String where) {
        left = where;
    }

    /** Whether that connection leads where it should no longer. */
    synchronized boolean isLeftBehind(Use use) {
        Place mine = place(use);
        Place others = place(use.other());
        return !mine.where.isEmpty()
                && (mine.where.equals(left) || (mine.turn < others.turn && !mine.where.equals(others.where)));
    }

    private Place place(Use use) {
        return places.getOrDefault(use, NOWHERE);
    }
}
