package parley.bench.size;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import parley.bench.report.Chart;
import parley.bench.report.ShortNumber;

/**
 * Works out from what was measured what so many sessions need, all of them live and in one lobby: how many bridges, and how much of
 * Redis's one core.
 *
 * @param rate messages of the lobby a second, by sessions
 */
record Forecast(SizeFigures figures, DoubleUnaryOperator rate) {
    static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000, 10_000_000);

    /** Of a bridge's machine. */
    private static final double CORES = 8;

    private static final double NETWORK_BYTES = 10e9 / 8;
    /** What of it is used when all is well. */
    private static final double USED = 0.6;
    /** Within which everybody is to have a message, seconds. */
    private static final double TURN = 0.1;
    /** How long a session lasts, seconds. */
    private static final double STAY = 3_600;
    /** Between two heartbeats of a bridge, seconds. */
    private static final double HEARTBEAT = 2;
    /** Between two looks of a bridge at so many of its names, seconds. */
    private static final double LOOK = 4;

    private static final double LOOKED_FOR = 10_000;
    /** Between two walks through all names, seconds, and what part of the time they take at the most. */
    private static final double WALK = 20;

    private static final double WALK_PART = 0.05;
    /** Of a message of 64 bytes: as a line, and as Redis publishes it. */
    private static final double LINE_BYTES = 108;

    private static final double PUBLISHED_BYTES = 110;
    private static final double MICRO = 1e-6;
    private static final double GIBIBYTE = 1024 * 1024 * 1024;

    /** A tenth of what a bridge sends is what the network's own headers take. */
    private double bytes(int sessions) {
        return rate.applyAsDouble(sessions) * sessions * LINE_BYTES * 1.1;
    }

    /** By what its network carries. */
    private double bridgesByNetwork(int sessions) {
        return Math.ceil(bytes(sessions) / (NETWORK_BYTES * USED));
    }

    /** By how many it writes to within a turn: a wake-up each, and the messages that came since the last. */
    private double bridgesByTime(int sessions) {
        double wake = figures.slope("bridge: a message to so many, calm, µs", 10, 1_000) * MICRO;
        double more = figures.slope("bridge: a message to so many, busy, µs", 10, 4_000) * MICRO;
        double each = wake + Math.max(0, rate.applyAsDouble(sessions) * TURN - 1) * more;
        return Math.ceil(sessions * each / (CORES * USED * TURN));
    }

    private double bridges(int sessions) {
        return Math.max(bridgesByNetwork(sessions), bridgesByTime(sessions));
    }

    private double bridgeMemory(int sessions) {
        double each = figures.last("session: objects, bytes")
                + figures.last("session: outside the heap, bytes")
                + figures.last("session: in the kernel, bytes");
        return sessions * each / bridges(sessions) / GIBIBYTE;
    }

    private double messages(int sessions) {
        return rate.applyAsDouble(sessions) * figures.at("Redis: a message among many, µs", 1) * MICRO;
    }

    private double toBridges(int sessions) {
        double more = bridges(sessions) - 1;
        return rate.applyAsDouble(sessions) * more * figures.slope("Redis: a message among many, µs", 1, 65) * MICRO
                + bridges(sessions) / HEARTBEAT * (heartbeat() + bridges(sessions) * heartbeatMore()) * MICRO;
    }

    private double heartbeat() {
        return figures.at("bridges: a heartbeat, µs", 1);
    }

    private double heartbeatMore() {
        return figures.slope("bridges: a heartbeat, µs", 1, 1_000);
    }

    private double names(int sessions) {
        double looks = Math.min(sessions, bridges(sessions) * LOOKED_FOR) / LOOK;
        double walk = sessions * figures.last("names: a walk through all, µs each") * MICRO;
        return looks * figures.last("names: whether each is there, µs") * MICRO
                + walk / Math.max(WALK, walk / WALK_PART);
    }

    private double logins(int sessions) {
        return sessions / STAY * figures.last("login: Redis, µs") * MICRO;
    }

    private double allLogIn(int sessions) {
        return sessions * figures.last("login: Redis, µs") * MICRO;
    }

    private double allConfirmed(int sessions) {
        double each = figures.last("names: confirmed after a loss, µs each") + figures.last("name: heard, µs");
        return sessions * each * MICRO;
    }

    private double redis(int sessions) {
        return messages(sessions) + toBridges(sessions) + names(sessions) + logins(sessions);
    }

    private double redisMemory(int sessions) {
        return sessions * (figures.last("name: memory, bytes") + figures.last("name: heard, bytes")) / GIBIBYTE;
    }

    private double redisBytes(int sessions) {
        return rate.applyAsDouble(sessions) * PUBLISHED_BYTES * bridges(sessions) / 1e6;
    }

    private double archiver(int sessions) {
        return rate.applyAsDouble(sessions) * figures.last("archiver: a row, µs") * MICRO;
    }

    List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("sessions", size -> size));
        rows.add(row("messages a second", rate));
        rows.add(row("MB/s to all of them", size -> bytes((int) size) / 1e6));
        rows.add(row("bridges, by their network", size -> bridgesByNetwork((int) size)));
        rows.add(row("bridges, by their CPU", size -> bridgesByTime((int) size)));
        rows.add(row("GiB for sessions, each bridge", size -> bridgeMemory((int) size)));
        rows.add(row("Redis, cores, for messages", size -> messages((int) size)));
        rows.add(row("Redis, cores, for bridges", size -> toBridges((int) size)));
        rows.add(row("Redis, cores, for names", size -> names((int) size)));
        rows.add(row("Redis, cores, for logins", size -> logins((int) size)));
        rows.add(row("**Redis, cores, in all**", size -> redis((int) size)));
        rows.add(row("s of Redis when all log in", size -> allLogIn((int) size)));
        rows.add(row("s of Redis when it lost all", size -> allConfirmed((int) size)));
        rows.add(row("Redis, GiB for names", size -> redisMemory((int) size)));
        rows.add(row("Redis, MB/s to bridges", size -> redisBytes((int) size)));
        rows.add(row("archiver, cores", size -> archiver((int) size)));
        return rows;
    }

    private static List<String> row(String name, DoubleUnaryOperator figure) {
        DoubleStream values = SIZES.stream().mapToDouble(figure::applyAsDouble);
        return Stream.concat(Stream.of(name), values.mapToObj(ShortNumber::of)).toList();
    }

    /** What Redis's core does, by kind. */
    void plot(Chart chart) {
        for (int size : SIZES) {
            chart.add("the one core", size, 1);
            chart.add("all of it", size, redis(size));
            chart.add("for messages", size, messages(size));
            chart.add("for bridges", size, toBridges(size));
            chart.add("for names", size, names(size));
            chart.add("for logins", size, logins(size));
        }
    }

    void plotAll(Chart chart, String curve) {
        SIZES.forEach(size -> chart.add(curve, size, redis(size)));
    }
}
