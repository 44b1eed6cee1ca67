package parley.bridge.redis.lobby;

import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.chat.port.LobbyBus;
import parley.protocol.LobbyId;

/**
 * Holds a page of the stream for everybody who asks for some of it.
 *
 * @param after the time after which it begins, microseconds
 * @param messages all that stood between that time and the last of them
 * @param first the place of the first of them; null where there is none
 * @param where what the stream stood at, and the page's entries no more
 */
record EncodedPage(
        long after, EncodedMessages messages, @Nullable LobbyId first, StreamPage where) {

    static EncodedPage of(long after, StreamPage page) {
        EncodedMessages messages = EncodedMessages.of(
                page.entries().stream().map(StoredMessage::message).toList());
        LobbyId first = page.entries().isEmpty() ? null : page.entries().get(0).id();
        return new EncodedPage(after, messages, first, page.withoutEntries());
    }

    /** Whether further messages may follow. Where a page holds entries of strangers alone, nobody would get on by another. */
    boolean more() {
        return where.more() && messages.size() > 0;
    }

    /** The time of its last message, microseconds; that after which it begins where it is empty. */
    long last() {
        return messages.size() == 0 ? after : messages.micros(messages.size() - 1);
    }

    /** As {@link LobbyBus.Page#missing}, for one who reads from that time on and has by itself what begins at {@code before}. */
    long missing(long from, long before) {
        boolean begins = first != null && first.micros() <= from;
        return begins ? 0 : where.missing(from, first, before);
    }
}
