package parley.bridge.transcript;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import parley.bridge.admin.OperatorChannels;
import parley.bridge.admin.OperatorPorts;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.FakeBridge;
import parley.bridge.chat.fake.FakeRedis;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.chat.session.Login;
import parley.bridge.chat.session.Sessions;
import parley.bridge.limits.Limits;
import parley.bridge.net.SessionChannels;
import parley.bridge.net.line.ByteBufMemory;
import parley.conformance.transcript.Stage;

/** The server's pipeline on channels in memory, over the fake: no socket, no thread, no Redis. */
final class EmbeddedStage implements Stage {
    private final FakeRedis redis = new FakeRedis();
    private final Lobby lobby = new Lobby(
            new LobbyLog(
                    ByteBufMemory.source(UnpooledByteBufAllocator.DEFAULT), Limits.LOG_SEGMENTS, Limits.SEGMENT_BYTES),
            Clock.systemUTC());
    private final List<ChannelWire> wires = new ArrayList<>();
    private final Map<String, Deque<byte[]>> heard = new HashMap<>();
    private final SessionChannels channels;
    private final OperatorChannels operators;

    EmbeddedStage(Limits limits) {
        Sessions sessions = new Sessions();
        redis.archive();
        FakeBridge bridge = redis.bridge(lobby);
        bridge.bridges().join(sessions);
        channels = new SessionChannels(new ChatRoom(
                lobby,
                new Login(lobby, bridge, bridge, bridge, sessions, Fence.NONE),
                new Commands(bridge, bridge, bridge, bridge.archivers()),
                sessions,
                bridge,
                limits));
        operators = new OperatorChannels(
                new OperatorPorts(bridge, bridge.bridges(), bridge, bridge.directClients(), bridge), limits);
    }

    @Override
    public Wire connect() {
        ChannelWire wire = new ChannelWire(channels.open());
        wires.add(wire);
        return wire;
    }

    @Override
    public Wire connectOperator() {
        ChannelWire wire = new ChannelWire(operators.open());
        wires.add(wire);
        return wire;
    }

    private void runAll() {
        for (int round = 0; round < 3; round++) {
            wires.forEach(wire -> wire.channel.runPendingTasks());
        }
    }

    private final class ChannelWire implements Wire {
        private static final int NOTHING = -2;

        private final EmbeddedChannel channel;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private int taken;

        ChannelWire(EmbeddedChannel channel) {
            this.channel = channel;
        }

        @Override
        public void send(byte[] bytes) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes));
            }
            runAll();
        }

        @Override
        public void shutDownOutput() {
            channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            runAll();
        }

        @Override
        public int read() throws IOException {
            runAll();
            int octet = next();
            if (octet == NOTHING) {
                channel.advanceTimeBy(Limits.PROBE_TIME.toMillis(), TimeUnit.MILLISECONDS);
                runAll();
                octet = next();
            }
            if (octet == NOTHING) {
                throw new SocketTimeoutException("nothing more comes");
            }
            return octet;
        }

        private int next() {
            for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
                byte[] copy = new byte[bytes.readableBytes()];
                bytes.readBytes(copy).release();
                received.writeBytes(copy);
            }
            if (taken < received.size()) {
                return received.toByteArray()[taken++] & 0xFF;
            }
            return channel.isOpen() ? NOTHING : -1;
        }
    }

    @Override
    public void addUser(String name) {
        redis.directAdd(name);
    }

    @Override
    public void removeUser(String name) {
        redis.directRemove(name);
    }

    @Override
    public void publish(String channel, byte[] payload) {
        redis.directPublish(channel, payload);
        runAll();
    }

    @Override
    public void subscribe(String channel) {
        Deque<byte[]> queue = heard.computeIfAbsent(channel, name -> new ArrayDeque<>());
        redis.directSubscribe(channel, queue::add);
    }

    @Override
    public byte[] hear(String channel) {
        return heard.getOrDefault(channel, new ArrayDeque<>()).remove();
    }

    @Override
    public void close() {
        for (ChannelWire wire : wires) {
            Channel channel = wire.channel;
            channel.close();
            wire.channel.finishAndReleaseAll();
        }
        lobby.free();
    }
}
