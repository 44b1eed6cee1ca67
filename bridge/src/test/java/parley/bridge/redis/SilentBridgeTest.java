package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.SessionInfo;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.protocol.RedisNames;
import parley.redis.test.TestRedis;

/** A bridge that holds a lease and hears what it is asked, and says nothing. */
class SilentBridgeTest {
    private final RedisBackend backend = new RedisBackend();
    private final Node one = new Node(backend, TestRedis.uri());
    private final Node other = new Node(backend, TestRedis.uri());

    SilentBridgeTest() {
        one.store.bridges().join(new Nobody());
        other.store.bridges().join(new Nobody());
        backend.direct().hset(RedisNames.BRIDGES, Map.of("ghost", "9000000000000000".getBytes(UTF_8)));
        backend.directSubscribe(backend.channels().bridge("ghost"), request -> {});
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private record Nobody(List<String> kicked) implements Bridges.Member {
        Nobody() {
            this(new CopyOnWriteArrayList<>());
        }

        @Override
        public CompletionStage<Integer> kick(String nick, String reason) {
            kicked.add(nick);
            return CompletableFuture.completedFuture(0);
        }

        @Override
        public CompletionStage<Void> replace(String nick, String token, String bridge) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<List<SessionInfo>> sessions() {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<Integer> endBanned(BanList bans) {
            return CompletableFuture.completedFuture(bans.all().size());
        }
    }

    @Test
    void isNamedBehindAnAnnouncement() {
        Deadline deadline = Deadline.in(Limits.BRIDGE_TIME);
        long micros = Node.await(one.store.lobbyBus().announce("tea is ready", Deadline.ofRedis()));

        assertThat(one.store.bridges().lacking(micros, deadline).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(2))
                .isEqualTo(Set.of("ghost"));
        assertThat(one.texts()).isEqualTo(other.texts()).containsExactly("Administrator: tea is ready");
    }

    @Test
    void isNamedInTheRoster() {
        assertThat(one.store.bridges().roster(Deadline.ofRedis()).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(2))
                .satisfies(roster -> assertThat(roster.silent()).containsExactly("ghost"));
    }

    @Test
    void isNamedWhereBansAreEnforced() {
        Node.await(one.store.bans().add(BanTarget.parse("eve").orElseThrow(), null, "spam", Deadline.ofRedis()));

        assertThat(one.store.bridges().enforceBans(Deadline.ofRedis()).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(2))
                .isEqualTo(new Bridges.Enforcement(2, Set.of("ghost")));
    }

    @Test
    void kicksNobody() {
        backend.direct().hset(RedisNames.OWNERS, "ann", "ghost".getBytes(UTF_8));

        assertThat(one.store.bridges().kick("ann", "", Deadline.ofRedis()).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(2))
                .isEqualTo(Bridges.Kick.SILENT);
    }

    @Test
    void thatWakesTooLateDoesNothing() {
        Nobody sleeper = new Nobody();
        one.store.bridges().join(sleeper);
        String channel = backend.channels().bridge(one.store.bridges().id());

        backend.directPublish(channel, "KICK 1 ghost\nann\n\n1700000000000000".getBytes(UTF_8));
        backend.directPublish(channel, "KICK 2 ghost\nbob\n\n9000000000000000".getBytes(UTF_8));

        await().until(() -> !sleeper.kicked.isEmpty());
        assertThat(sleeper.kicked).containsExactly("bob");
    }

    @Test
    void thatListensNoMoreIsNamedAtOnce() {
        backend.direct().hset(RedisNames.BRIDGES, "deaf", "9000000000000000".getBytes(UTF_8));
        backend.direct().hset(RedisNames.OWNERS, "ann", "deaf".getBytes(UTF_8));

        assertThat(one.store.bridges().kick("ann", "", Deadline.ofRedis()).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(1))
                .isEqualTo(Bridges.Kick.SILENT);
    }
}
