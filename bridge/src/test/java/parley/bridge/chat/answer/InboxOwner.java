package parley.bridge.chat.answer;

import java.util.function.Function;
import parley.bridge.chat.budget.Share;

/**
 * Has an inbox without a session.
 *
 * @param budget gives the share, with what has the inbox let go of whispers
 */
public record InboxOwner(int maxWhispers, Function<Runnable, Share> budget) implements Inbox.Owner {
    @Override
    public Share joinWhisperBudget(Runnable overdrawn) {
        return budget.apply(overdrawn);
    }
}
