package parley.bridge.chat.budget;

/**
 * Has a session's part of the budget: what it holds, and how much of that it may keep. Its session's thread tells what is added and
 * released; which other sessions' whispers have to go meanwhile, the budget decides.
 */
public final class Share extends Holder {
    final AddressShare address;
    private final WhisperBudget budget;
    private final Runnable overdrawn;
    /** What the session has; more than {@link #bytes}, which it may keep, until it has let go of the rest. */
    long held;
    /** Whether it has been told so, and hasn't looked yet. */
    boolean told;

    Share(WhisperBudget budget, AddressShare address, long number, Runnable overdrawn) {
        super(number);
        this.budget = budget;
        this.address = address;
        this.overdrawn = overdrawn;
    }

    /** The session holds so many bytes more. What is {@link #excess} then has to go. */
    public void add(long more) {
        for (Share other : budget.add(this, more)) {
            other.overdrawn.run();
        }
    }

    /** How many of the bytes that it holds have to go. */
    public long excess() {
        return budget.excess(this);
    }

    /** The session holds so many bytes less: read, or gone. */
    public void release(long less) {
        budget.release(this, less);
    }

    /** The session is over and holds nothing any more. */
    public void leave() {
        budget.leave(this);
    }

    /** A whisper went unread. */
    public void dropped() {
        budget.dropped();
    }
}
