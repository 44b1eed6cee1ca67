package parley.bench.size;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import parley.bench.load.LobbyClients;
import parley.bench.load.Text;
import parley.bench.load.Wire;
import parley.bench.server.RunningSystem;
import parley.bench.server.SystemStarter;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;
import parley.harness.load.Loop;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;

/** Measures what a message costs Redis and a bridge, by how many bridges hear it and how many people get it. */
final class MessageCosts {
    private static final int TEXT_BYTES = 64;
    private static final int SENDERS = 16;
    /** Messages of one sender that are under way at one time, where many go to Redis together. */
    private static final int DEPTH = 64;

    private static final int WINDOW = 256;
    private static final int CALM_RATE = 50;

    private final RunningSystem system;
    private final Cpu cpu;
    private final SizeFigures figures;
    private final boolean quick;

    private MessageCosts(RunningSystem system, SizeFigures figures, boolean quick) {
        this.system = system;
        this.cpu = new Cpu(system);
        this.figures = figures;
        this.quick = quick;
    }

    static void measure(SystemStarter starter, SizeFigures figures, boolean quick) throws IOException {
        try (RunningSystem system = starter.parley(1)) {
            MessageCosts costs = new MessageCosts(system, figures, quick);
            costs.warmUp();
            for (int receivers : quick ? List.of(10, 100) : List.of(10, 100, 1_000, 4_000)) {
                costs.deliveries(receivers);
            }
            for (int bridges : quick ? List.of(1, 9) : List.of(1, 5, 17, 65)) {
                costs.bridges(bridges);
            }
            costs.whispers();
        }
    }

    /** Until the JVM has compiled what it is to compile, most of it. */
    private void warmUp() throws IOException {
        try (Loop loop = new Loop()) {
            LobbyClients clients = gather(loop, system.wire(), 100, SENDERS);
            long end = System.nanoTime() + Duration.ofSeconds(quick ? 2 : 30).toNanos();
            while (System.nanoTime() < end) {
                clients.saturate(5_000, TEXT_BYTES, WINDOW);
                clients.publish(1_000, TEXT_BYTES, 1);
            }
        }
    }

    private LobbyClients gather(Loop loop, Wire wire, int receivers, int senders) throws IOException {
        return LobbyClients.gather(loop, wire, system.addresses(), receivers, senders, 0);
    }

    private void deliveries(int receivers) throws IOException {
        int messages = quick ? 5_000 : Math.max(4_000, Math.min(200_000, 20_000_000 / receivers));
        try (Loop loop = new Loop()) {
            LobbyClients clients = gather(loop, system.wire(), receivers, SENDERS);
            clients.saturate(messages / 2, TEXT_BYTES, WINDOW);
            Cpu.Costs busy = cpu.micros(messages, () -> clients.saturate(messages, TEXT_BYTES, WINDOW));
            figures.put("bridge: a message to so many, busy, µs", receivers, busy.of("bridge"));
            Duration time = Duration.ofSeconds(quick ? 2 : 8);
            Cpu.Costs calm = cpu.micros(
                    (int) (CALM_RATE * time.toSeconds()), () -> clients.sendAtRate(CALM_RATE, time, TEXT_BYTES));
            figures.put("bridge: a message to so many, calm, µs", receivers, calm.of("bridge"));
        }
    }

    private void bridges(int bridges) throws IOException {
        int many = quick ? 20_000 : 100_000;
        int few = quick ? 2_000 : 10_000;
        try (Loop loop = new Loop();
                RedisPipe redis = new RedisPipe(system.port("redis"))) {
            others(loop, redis.ask("HGET", RedisNames.LOBBY, ServiceChannels.FIELD), bridges - 1);
            LobbyClients crowd = gather(loop, system.wire(), 0, SENDERS);
            crowd.publish(many / 2, TEXT_BYTES, DEPTH);
            long before = redis.memory();
            Cpu.Costs together = cpu.micros(many, () -> crowd.publish(many, TEXT_BYTES, DEPTH));
            figures.put("Redis: a message among many, µs", bridges, together.of("redis"));
            figures.put("bridge: a message among many, µs", bridges, together.of("bridge"));
            if (bridges == 1) {
                figures.put("Redis: a message, bytes", many, (double) (redis.memory() - before) / many);
            }
            LobbyClients one = gather(loop, system.wire(), 0, 1);
            one.publish(few / 2, TEXT_BYTES, 1);
            Cpu.Costs alone = cpu.micros(few, () -> one.publish(few, TEXT_BYTES, 1));
            figures.put("Redis: a message alone, µs", bridges, alone.of("redis"));
            figures.put("bridge: a message alone, µs", bridges, alone.of("bridge"));
        }
    }

    /** Hear on Redis what a bridge hears of the lobby, and read it. */
    private void others(Loop loop, String secret, int count) throws IOException {
        InetSocketAddress redis = new InetSocketAddress(InetAddress.getLoopbackAddress(), system.port("redis"));
        String subscribe = "SUBSCRIBE " + RedisNames.CHAT + " " + new ServiceChannels(0, secret).ids() + "\r\n";
        for (int i = 0; i < count; i++) {
            loop.connect(redis, new Reader()).send(Text.ascii(subscribe));
        }
    }

    private void whispers() throws IOException {
        int many = quick ? 5_000 : 50_000;
        try (Loop loop = new Loop()) {
            LobbyClients clients = gather(loop, new WhisperWire(), 0, SENDERS);
            clients.publish(many / 2, TEXT_BYTES, DEPTH);
            Cpu.Costs each = cpu.micros(many, () -> clients.publish(many, TEXT_BYTES, DEPTH));
            figures.put("Redis: a whisper, µs", many, each.of("redis"));
            figures.put("bridge: a whisper, both ends, µs", many, each.of("bridge"));
        }
    }

    /** Passes over what comes. */
    private static final class Reader implements InputHandler {
        @Override
        public void received(Connection connection, ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }
    }
}
