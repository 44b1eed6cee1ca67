package parley.bridge.redis.lobby;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.lease.Lease;
import parley.bridge.redis.lease.LeaseTiming;
import parley.protocol.LobbyDemultiplexer;
import parley.protocol.LobbyId;
import parley.protocol.LobbyRun;
import parley.protocol.MessageKind;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/** A feed between a subscription and a stream that a test plays. */
abstract class FeedStage {
    static final String IDS = "parley:0:secret:ids";
    static final String NOBODYS = "dave: direct ";

    /** Whether there is no memory; only where a test makes its lobby so. */
    final AtomicBoolean full = new AtomicBoolean();

    final Lobby lobby = newLobby();
    final Shelf shelf = new Shelf();
    final AtomicLong nanos = new AtomicLong();
    final AtomicLong clock = new AtomicLong();
    final Lease lease = new Lease(nanos::get, LeaseTiming.USUAL);
    final MaintenanceThread maintenance = new MaintenanceThread();
    final LobbyFeed feed = new LobbyFeed(
            lobby, shelf, lease, new LobbyDemultiplexer(), maintenance, new DirectMessageDating(clock::get));
    final ArrivalWaiters arrivals = feed.arrivals();

    Lobby newLobby() {
        return HeapMemory.newLobby();
    }

    @BeforeEach
    void confirmTheLease() {
        lease.confirm(nanos.get());
    }

    @AfterEach
    void close() {
        maintenance.close();
    }

    LobbyId store(String epoch, int number) {
        LobbyId id = new LobbyId(1_000L * (shelf.kept.size() + 1), epoch, number);
        shelf.kept.add(new StoredMessage(id, new LobbyMessage(id.micros(), MessageKind.LOBBY, "ann", epoch + number)));
        shelf.last = id;
        return id;
    }

    void announce(LobbyId first, int count) {
        take(IDS, new LobbyRun(first, count).toString());
    }

    boolean take(String channel, String payload) {
        return feed.take(channel, payload.getBytes(UTF_8));
    }

    void chat(String payload) {
        take(RedisNames.CHAT, payload);
    }

    void hear(LobbyId id) {
        announce(id, 1);
        chat(Payload.spoken("ann", id.epoch() + id.number()));
    }

    void publish(String epoch, int number) {
        hear(store(epoch, number));
    }

    List<String> texts() {
        return LobbyLines.texts(lobby);
    }
}
