package parley.bridge.redis.lobby;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.bridge.redis.names.HeldNames;

/** Publishes to the lobby's stream and channels, and reads the stream. */
public final class RedisLobbyBus implements LobbyBus {
    private static final String NO_KEY = "";
    /** Has turns of its own, as no connection comes from there. */
    private static final ClientAddress OPERATOR = new ClientAddress(0, 1);

    private final PublishQueue queue;
    private final StreamReader stream;
    private final LobbyFeed feed;
    private final ArrivalWaiters arrivals;
    private final HeldNames names;
    private final SharedPages pages = new SharedPages(this::page, Limits.PAGES_KEPT_BYTES);
    private final PageSize pageSize = new PageSize();

    public RedisLobbyBus(PublishQueue queue, StreamReader stream, LobbyFeed feed, HeldNames names) {
        this.queue = queue;
        this.stream = stream;
        this.feed = feed;
        this.arrivals = feed.arrivals();
        this.names = names;
    }

    @Override
    public CompletionStage<OptionalLong> publish(Nickname from, ClientAddress address, String text, Deadline deadline) {
        return publish(from, address, NO_KEY, text, deadline);
    }

    @Override
    public CompletionStage<OptionalLong> publishOnce(
            Nickname from, ClientAddress address, Keyed keyed, Deadline deadline) {
        return publish(from, address, keyed.key(), keyed.text(), deadline);
    }

    private CompletionStage<OptionalLong> publish(
            Nickname from, ClientAddress address, String key, String text, Deadline deadline) {
        if (!names.holds(from)) {
            return CompletableFuture.completedFuture(OptionalLong.empty());
        }
        Publication.Message said = Publication.Message.spoken(from.text(), from.skeleton(), text, key);
        return store(address, said, from, deadline);
    }

    @Override
    public CompletionStage<Long> announce(String text, Deadline deadline) {
        return store(OPERATOR, Publication.Message.announced(text), null, deadline)
                .thenApply(OptionalLong::getAsLong);
    }

    private CompletableFuture<OptionalLong> store(
            ClientAddress address, Publication.Message message, @Nullable Nickname from, Deadline deadline) {
        Answer answer = new Answer(from, deadline);
        queue.add(new Publication(address, message, deadline, answer));
        return answer.stage;
    }

    /** Completes with a message's time once the lobby has it. One object from the queue to the lobby: there are many a second. */
    private final class Answer implements Publication.Outcome {
        private final CompletableFuture<OptionalLong> stage = new CompletableFuture<>();
        /** Null where it is the operator who says it. */
        private final @Nullable Nickname from;

        private final Deadline deadline;

        Answer(@Nullable Nickname from, Deadline deadline) {
            this.from = from;
            this.deadline = deadline;
        }

        @Override
        public void stored(long micros) {
            arrivals.await(micros, deadline, () -> {
                used();
                stage.complete(OptionalLong.of(micros));
            });
        }

        @Override
        public void lost() {
            if (from != null) {
                names.lost(from.text());
            }
            used();
            stage.complete(OptionalLong.empty());
        }

        @Override
        public void failed(Throwable why) {
            used();
            stage.completeExceptionally(why);
        }

        private void used() {
            if (from != null) {
                names.usedAs(from);
            }
        }
    }

    @Override
    public CompletionStage<Void> caughtUp(Deadline deadline) {
        return UnavailableException.unlessBy(
                deadline, stream.newestMicros().thenCompose(micros -> arrived(micros, deadline)));
    }

    private CompletableFuture<Void> arrived(long micros, Deadline deadline) {
        if (micros == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return arrivals.await(micros, deadline).thenAccept(done -> {
            if (!arrivals.has(micros)) {
                throw new UnavailableException("the lobby has not caught up with what is stored");
            }
        });
    }

    /** Bytes of the stream's pages that are kept for those who go on with {@code since}. */
    public long keptBytes() {
        return pages.keptBytes();
    }

    @Override
    public CompletionStage<Page> read(long after, long before, ClientAddress address) {
        return pages.read(after, address)
                .thenApply(page -> new Page(page.messages(), page.more(), missing(page, after, before)));
    }

    /** Fails where Redis does not answer in time, whoever asked. */
    private CompletableFuture<EncodedPage> page(long after) {
        Deadline deadline = Deadline.ofRedis();
        int limit = pageSize.entries();
        return UnavailableException.unlessBy(deadline, stream.page(after, limit))
                .thenApply(page -> {
                    EncodedPage encoded = EncodedPage.of(after, page);
                    if (page.more()) {
                        pageSize.observe(encoded.messages(), limit);
                    }
                    return encoded;
                });
    }

    /** A Redis that knows of no message at all has lost those that this bridge has seen. */
    private long missing(EncodedPage page, long after, long before) {
        StreamPage where = page.where();
        boolean forgot = where.last() == null && where.first() == null && feed.latest() > after;
        return forgot ? Page.UNKNOWN : page.missing(after, before);
    }
}
