package parley.bridge.net.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import parley.bridge.chat.answer.Inbox;
import parley.bridge.chat.answer.InboxOwner;
import parley.bridge.chat.answer.MissedMessages;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.budget.WhisperBudget;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.port.Whisper;
import parley.bridge.chat.session.Conversation;
import parley.bridge.chat.session.LineEndpoint;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.bridge.net.transport.Transport;
import parley.protocol.metric.DurationCounter;

/** What live sessions get as the lobby grows, by real sockets of one event loop. */
@EnabledOnOs(OS.LINUX)
class FollowersTest {
    private static final ClientAddress HERE = new ClientAddress(0, 0);
    private static final int SEGMENT = 64 * 1024;

    private final LobbyLog log = new LobbyLog(ByteBufMemory.source(PooledByteBufAllocator.DEFAULT), 1_000, SEGMENT);
    private final EventLoopGroup group = Transport.best().group(1, "test");
    private final List<Follows> sessions = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new ArrayList<>();
    private volatile boolean open = true;
    /** How often it may still be asked whether anything may be delivered, until nothing may. */
    private final AtomicInteger openFor = new AtomicInteger(Integer.MAX_VALUE);

    private boolean seen;
    private final LineLoop loop;
    private final Channel server;
    private long said;

    FollowersTest() throws InterruptedException {
        DurationCounter delays = new DurationCounter();
        loop = group.submit(() -> new LineLoop(
                        group.next().next(),
                        delays,
                        () -> open && openFor.getAndDecrement() > 0,
                        () -> false,
                        System::nanoTime))
                .sync()
                .getNow();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(Transport.best().tcp())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        begin(channel);
                    }
                });
        Transport.best().boundBuffers(bootstrap);
        server = bootstrap
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    private void begin(Channel channel) {
        if (seen) {
            channel.pipeline().addLast(new ChannelOutboundHandlerAdapter());
        }
        channel.pipeline()
                .addLast(new LineHandler(new SessionExecutor(channel, loop, HERE), new PlainLines(100), outlet -> {
                    Follows session = new Follows(outlet);
                    sessions.add(session);
                    return session;
                }));
    }

    /** Reads on in the lobby whenever it is woken, and counts that. */
    private final class Follows implements LineEndpoint {
        final Inbox inbox = new Inbox(
                log,
                new InboxOwner(
                        10, overdrawn -> new WhisperBudget(Limits.defaults().whispers()).join(HERE, overdrawn)),
                new MissedMessages());
        final AtomicInteger woken = new AtomicInteger();
        private final Outlet outlet;

        Follows(Outlet outlet) {
            this.outlet = outlet;
        }

        @Override
        public void greet() {
            outlet.following(inbox);
            inbox.follows(true);
        }

        @Override
        public Conversation conversation() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wake() {
            woken.incrementAndGet();
            long until = log.head();
            while (open && outlet.isWritable() && !inbox.isReadTo(until)) {
                inbox.deliver(outlet, until, Limits.TURN_BYTES);
            }
            outlet.flush();
        }

        @Override
        public void disconnected() {}
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        for (Socket client : clients) {
            client.close();
        }
        server.close().sync();
        group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).sync();
        log.free();
    }

    private BufferedReader client() throws IOException {
        int before = sessions.size();
        Socket client = new Socket();
        client.setReceiveBufferSize(4_096);
        client.setSoTimeout(10_000);
        client.connect(server.localAddress());
        clients.add(client);
        await().until(() ->
                sessions.size() > before && sessions.get(before).inbox.follows());
        return new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    }

    private void say(String text) {
        log.append((text + "\r\n").getBytes(UTF_8), ++said, true);
    }

    private static List<String> read(BufferedReader from, int lines) throws IOException {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            read.add(from.readLine());
        }
        return read;
    }

    private static List<String> numbered(String text, int count) {
        return IntStream.range(0, count).mapToObj(i -> text + i).toList();
    }

    private void onLoop(Runnable work) throws InterruptedException {
        group.submit(work).sync();
    }

    @Test
    void getTheLinesWithoutBeingWoken() throws IOException {
        BufferedReader ann = client();
        BufferedReader bob = client();
        long sentBefore = loop.sentBytes();
        for (int i = 0; i < 50; i++) {
            say("one " + i);
            loop.lobbyGrew();
            assertThat(ann.readLine()).isEqualTo("one " + i);
            assertThat(bob.readLine()).isEqualTo("one " + i);
        }

        assertThat(sessions).allSatisfy(session -> assertThat(session.woken).hasValue(0));
        await().until(() ->
                sessions.get(0).inbox.position() == 50 && sessions.get(1).inbox.lag() == 0);
        await().untilAsserted(() -> assertThat(loop.sentBytes() - sentBefore)
                .isEqualTo(2L
                        * numbered("one ", 50).stream()
                                .mapToInt(line -> line.length() + 2)
                                .sum()));
    }

    @Test
    void whoDoesNotReadGetsAllOfItInTheEndAndHoldsUpNobody() throws IOException {
        String padding = "x".repeat(1_000) + " ";
        BufferedReader slow = client();
        BufferedReader quick = client();
        for (int i = 0; i < 3_000; i++) {
            say(padding + i);
            loop.lobbyGrew();
            assertThat(quick.readLine()).isEqualTo(padding + i);
        }
        assertThat(sessions.get(1).inbox.follows()).isTrue();

        assertThat(read(slow, 3_000)).isEqualTo(numbered(padding, 3_000));
        say("after all");
        loop.lobbyGrew();
        assertThat(slow.readLine()).isEqualTo("after all");
    }

    @Test
    void moreThanOneTurnsWorthComesWhole() throws IOException {
        BufferedReader ann = client();
        String padding = "y".repeat(100) + " ";
        numbered(padding, 5_000).forEach(this::say);
        loop.lobbyGrew();

        assertThat(read(ann, 5_000)).isEqualTo(numbered(padding, 5_000));
    }

    @Test
    void thoseWhomMoreThanTheLobbyConcernsAreWoken() throws IOException, InterruptedException {
        BufferedReader whispered = client();
        BufferedReader busy = client();
        BufferedReader plain = client();
        onLoop(() -> {
            sessions.get(0).inbox.add(new Whisper(0, log.head(), "bob", "psst"));
            sessions.get(1).inbox.follows(false);
        });
        say("hello");
        loop.lobbyGrew();

        assertThat(plain.readLine()).isEqualTo("hello");
        assertThat(busy.readLine()).isEqualTo("hello");
        assertThat(whispered.readLine()).contains("psst");
        assertThat(whispered.readLine()).isEqualTo("hello");
        assertThat(sessions).extracting(session -> session.woken.get()).containsExactly(1, 1, 0);
    }

    @Test
    void noneOfThemGetsAnythingWhileNothingMayBeDelivered() throws IOException, InterruptedException {
        BufferedReader ann = client();
        open = false;
        say("held back");
        loop.lobbyGrew();
        await().until(() -> sessions.get(0).woken.get() == 1);
        onLoop(() -> assertThat(sessions.get(0).inbox.lag()).isEqualTo(1));
        open = true;
        loop.lobbyGrew();

        assertThat(ann.readLine()).isEqualTo("held back");
    }

    @Test
    void whoIsStillToComeGetsNothingWhenThatEndsAmidThem() throws IOException {
        BufferedReader first = client();
        client();
        openFor.set(1);
        say("to one of them");
        loop.lobbyGrew();

        assertThat(first.readLine()).isEqualTo("to one of them");
        await().until(() -> sessions.get(1).woken.get() == 1);
        assertThat(sessions.get(0).woken).hasValue(0);
    }

    @Test
    void aHandlerThatSeesWhatIsSentSeesTheLobbyToo() throws IOException {
        seen = true;
        BufferedReader ann = client();
        say("by the pipeline");
        loop.lobbyGrew();

        assertThat(ann.readLine()).isEqualTo("by the pipeline");
        assertThat(sessions.get(0).woken).hasValue(1);
    }

    @Test
    void whoLeavesIsMissedByNobody() throws IOException, InterruptedException {
        List<BufferedReader> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(client());
        }
        clients.get(1).close();
        onLoop(() -> sessions.get(3).outlet.following(null));
        say("first");
        loop.lobbyGrew();
        for (int i : List.of(0, 2, 4)) {
            assertThat(all.get(i).readLine()).isEqualTo("first");
        }
        onLoop(() -> sessions.get(3).outlet.following(sessions.get(3).inbox));
        say("second");
        loop.lobbyGrew();
        for (int i : List.of(0, 2, 4)) {
            assertThat(all.get(i).readLine()).isEqualTo("second");
        }
        assertThat(read(all.get(3), 2)).containsExactly("first", "second");
    }
}
