package parley.bridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.bridge.MetricReadings;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.FakeBridge;
import parley.bridge.chat.fake.FakeRedis;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.chat.session.Login;
import parley.bridge.chat.session.Sessions;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.ByteBufMemory;
import parley.bridge.net.proxy.TrustedProxies;
import parley.bridge.net.transport.EventLoops;

/** What happens at the door while the loops of sessions have no time for it. */
class AcceptFilterTest {
    private static final int MORE = 20;

    private final EventLoops loops = new EventLoops(1);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final Lobby lobby = new Lobby(
            new LobbyLog(
                    ByteBufMemory.source(UnpooledByteBufAllocator.DEFAULT), Limits.LOG_SEGMENTS, Limits.SEGMENT_BYTES),
            Clock.systemUTC());
    private final List<Socket> crowd = new ArrayList<>();
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        Sessions sessions = new Sessions();
        FakeBridge bridge = new FakeRedis().bridge(lobby);
        server = ChatServer.start(
                loops,
                new DoorOptions(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new ChatRoom(
                        lobby,
                        new Login(lobby, bridge, bridge, bridge, sessions, Fence.NONE),
                        new Commands(bridge, bridge, bridge, bridge.archivers()),
                        sessions,
                        bridge,
                        Limits.unlimited().with(new AdmissionLimits(9, 0, 1))));
    }

    @AfterEach
    void stop() throws IOException {
        busy.countDown();
        for (Socket socket : crowd) {
            socket.close();
        }
        server.stopListening();
        server.close();
        loops.close(Duration.ofSeconds(10));
        lobby.free();
    }

    private double metric(String name) {
        return MetricReadings.value(server.metrics(), name);
    }

    @Test
    void resetsThoseWhoAreTooManyWithoutWaitingForThem() throws IOException {
        CountDownLatch begun = new CountDownLatch(1);
        loops.sessions().execute(() -> {
            begun.countDown();
            awaitUninterruptibly(busy);
        });
        awaitUninterruptibly(begun);
        for (int connection = 0; connection < 1 + Limits.DEPARTURES + MORE; connection++) {
            crowd.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        }
        await().until(() -> metric("connections_reset") == MORE);
        assertThat(metric("connections_accepted")).isEqualTo(1);
        assertThat(metric("connections_leaving")).isEqualTo(Limits.DEPARTURES);
        assertThatIOException().isThrownBy(() -> read(crowd.size() - 1)).withMessageContaining("reset");

        busy.countDown();
        assertThat(read(0)).as("of a greeting").isEqualTo('O');
        assertThat(read(1)).as("of a refusal").isEqualTo('E');
    }

    @Test
    void whatCannotBeJudgedIsClosedAndNobodyElse() throws IOException {
        Entrance entrance = new Entrance(new FakeRedis().bridge(lobby), new AdmissionLimits(1, 0, 0));
        Door door = new Door(entrance, TrustedProxies.NONE, address -> {
            throw new OutOfMemoryError("in a test");
        });
        Channel first = new NioSocketChannel();
        Channel second = new NioSocketChannel();
        EmbeddedChannel listener = new EmbeddedChannel(new AcceptFilter(door));

        listener.writeInbound(first, second);

        assertThat(listener.<Channel>readInbound()).isSameAs(first);
        assertThat(first.isOpen()).isTrue();
        assertThat(second.isOpen()).isFalse();
        assertThat(listener.isOpen()).isTrue();
        listener.checkException();
        first.unsafe().closeForcibly();
    }

    private int read(int connection) throws IOException {
        crowd.get(connection).setSoTimeout(10_000);
        return crowd.get(connection).getInputStream().read();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
