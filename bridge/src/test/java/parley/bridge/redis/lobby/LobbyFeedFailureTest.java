package parley.bridge.redis.lobby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.SegmentMemory;
import parley.protocol.RedisNames;

/** Nothing that fails on the way of a message into the lobby ends anything, whatever it is and wherever. */
class LobbyFeedFailureTest extends FeedStage {
    @Override
    Lobby newLobby() {
        SegmentMemory.Source scarce = bytes -> new HeapMemory(bytes, line -> {
            if (full.get()) {
                throw new OutOfMemoryError("full");
            }
        });
        return new Lobby(new LobbyLog(scarce, 64, 4_096), InstantSource.system());
    }

    private void eventually(String... texts) {
        await().untilAsserted(() -> assertThat(texts()).containsExactly(texts));
        assertThat(feed.isLive()).isTrue();
    }

    @Test
    void storedMessagesThatFoundNoMemoryAreReadAgain() {
        feed.up(IDS);
        publish("a", 1);
        full.set(true);
        for (int number = 2; number <= 9; number++) {
            publish("a", number);
        }
        assertThat(feed.isLive()).isFalse();
        full.set(false);

        eventually("ann: a1", "ann: a2", "ann: a3", "ann: a4", "ann: a5", "ann: a6", "ann: a7", "ann: a8", "ann: a9");
    }

    @Test
    void aDirectMessageThatFoundNoneLeavesAMark() {
        feed.up(IDS);
        publish("a", 1);
        publish("a", 2);
        full.set(true);
        chat(NOBODYS);
        publish("a", 3);
        full.set(false);

        await().until(feed::isLive);
        publish("a", 4);
        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "MISSED ?", "ann: a3", "ann: a4");
    }

    @Test
    void memoryThatIsShortAtTheStartIsWaitedFor() {
        for (int number = 1; number <= 9; number++) {
            store("a", number);
        }
        full.set(true);
        feed.up(IDS);
        full.set(false);

        eventually("ann: a1", "ann: a2", "ann: a3", "ann: a4", "ann: a5", "ann: a6", "ann: a7", "ann: a8", "ann: a9");
        assertThat(feed.started()).isDone();
    }

    @Test
    void aStreamThatThrowsIsAskedAgain() {
        AtomicInteger throwing = new AtomicInteger(3);
        shelf.before = () -> {
            if (throwing.getAndDecrement() > 0) {
                throw new OutOfMemoryError("nothing left");
            }
        };
        store("a", 1);
        feed.up(IDS);

        eventually("ann: a1");
    }

    @Test
    void whoFailsToTakeADeliveryHoldsUpNothing() {
        feed.up(IDS);
        feed.inOrder(1, () -> {
            throw new StackOverflowError("somebody else's");
        });
        publish("a", 1);

        assertThat(feed.isLive()).isTrue();
        assertThat(texts()).containsExactly("ann: a1");
    }

    @Test
    void whoFailsToBeToldKeepsItFromNobody() {
        AtomicInteger told = new AtomicInteger();
        lobby.onGrowth(() -> {
            throw new OutOfMemoryError("somebody else's");
        });
        lobby.onGrowth(told::incrementAndGet);
        feed.up(IDS);
        publish("a", 1);
        feed.tell();

        assertThat(told).hasValue(1);
    }

    @Test
    void whatWaitedBehindAFailureComesInItsPlace() {
        feed.up(IDS);
        shelf.holds = true;
        feed.down();
        feed.up(IDS);
        chat(NOBODYS);
        publish("a", 1);
        take(RedisNames.CHAT, "eve: direct too ");
        full.set(true);
        shelf.answer();
        shelf.holds = false;
        full.set(false);

        eventually("ann: a1", "dave: direct", "eve: direct too");
    }

    @Test
    void theMaintenanceThreadOutlivesWhateverItsTasksThrow() {
        CompletableFuture<Void> ran = new CompletableFuture<>();
        AtomicInteger rounds = new AtomicInteger();
        maintenance.run(() -> {
            throw new OutOfMemoryError("a task's");
        });
        maintenance.every(Duration.ofMillis(1), () -> {
            if (rounds.incrementAndGet() < 3) {
                throw new StackOverflowError("a task's");
            }
            ran.complete(null);
        });

        await().untilAsserted(() -> assertThat(ran).isCompleted());
    }
}
