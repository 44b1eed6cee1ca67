package parley.bridge.redis;

import io.lettuce.core.ScriptOutputType;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.Limits;
import parley.bridge.chat.Lobby;
import parley.bridge.chat.LobbyBus;
import parley.bridge.chat.Nickname;
import parley.protocol.Kind;
import parley.protocol.LobbyId;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/** The lobby's stream and channels. */
final class RedisLobbyBus implements LobbyBus {
    private static final String NOBODY = "";
    private static final String LOST = "LOST";

    private final Calls calls;
    private final StreamReader stream;
    private final Lobby lobby;
    private final LobbyFeed feed;
    private final Heard heard;
    private final Holdings holdings;
    private final String ids;

    RedisLobbyBus(
            Calls calls,
            StreamReader stream,
            Lobby lobby,
            LobbyFeed feed,
            Heard heard,
            Holdings holdings,
            int database) {
        this.calls = calls;
        this.stream = stream;
        this.lobby = lobby;
        this.feed = feed;
        this.heard = heard;
        this.holdings = holdings;
        this.ids = RedisNames.ids(database);
    }

    @Override
    public CompletionStage<OptionalLong> publish(Nickname from, String text) {
        if (!holdings.holds(from)) {
            return CompletableFuture.completedFuture(OptionalLong.empty());
        }
        return store(Kind.LOBBY, from.text(), from.skeleton(), text, Payload.spoken(from.text(), text));
    }

    @Override
    public CompletionStage<Long> announce(String text) {
        return store(Kind.NOTICE, Payload.ADMINISTRATOR, NOBODY, text, Payload.announced(text))
                .thenApply(OptionalLong::getAsLong);
    }

    private CompletableFuture<OptionalLong> store(
            Kind kind, String sender, String skeleton, String text, String payload) {
        Deadline deadline = Deadline.ofRedis();
        LobbyId newest = feed.newest();
        return calls.<String>act(
                        Script.PUBLISH,
                        ScriptOutputType.VALUE,
                        deadline,
                        sender,
                        skeleton,
                        kind.word(),
                        text,
                        Long.toString(lobby.last()),
                        newest.epoch(),
                        Long.toString(newest.number()),
                        Long.toString(newest.micros()),
                        Integer.toString(Limits.STREAM_MESSAGES),
                        ids,
                        RedisNames.CHAT,
                        payload)
                .thenCompose(answer -> {
                    if (answer.equals(LOST)) {
                        holdings.lost(sender);
                        return CompletableFuture.completedFuture(OptionalLong.empty());
                    }
                    long micros = Long.parseLong(answer);
                    return heard.await(micros, deadline).thenApply(done -> OptionalLong.of(micros));
                });
    }

    @Override
    public CompletionStage<Page> read(long after, long before, int limit) {
        return stream.between(after, before, limit)
                .thenApply(page -> new Page(
                        page.entries().stream().map(StoredMessage::message).toList(),
                        page.more(),
                        missing(page, after)));
    }

    /** A Redis that knows of no message at all has lost those that this bridge has seen. */
    private long missing(StreamPage page, long after) {
        boolean forgot =
                page.last() == null && page.first() == null && feed.newest().micros() > after;
        return forgot ? Page.UNKNOWN : page.missing(after);
    }
}
