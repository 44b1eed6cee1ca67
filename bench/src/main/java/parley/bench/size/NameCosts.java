package parley.bench.size;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import parley.bench.server.RunningSystem;
import parley.bench.server.SystemStarter;
import parley.bridge.redis.script.Script;
import parley.protocol.RedisNames;

/** Measures what names online cost Redis: its memory, and its CPU for what bridges ask, by how many there are. */
final class NameCosts {
    private static final String BRIDGE = "bench";
    private static final String FAR = "9000000000000000";
    private static final int BATCH = 500;
    private static final double MICROS = 1e6;

    private final Cpu cpu;
    private final SizeFigures figures;
    private final RedisPipe redis;
    private final NameScript claim;
    private final NameScript reclaim;
    private final NameScript missing;
    private final NameScript heartbeat;
    private int names;

    private NameCosts(RunningSystem system, SizeFigures figures, RedisPipe redis) throws IOException {
        this.cpu = new Cpu(system);
        this.figures = figures;
        this.redis = redis;
        this.claim = NameScript.load(redis, "claim");
        this.reclaim = NameScript.load(redis, "reclaim");
        this.missing = NameScript.load(redis, "missing");
        this.heartbeat = NameScript.load(redis, "heartbeat", RedisNames.LOBBY);
    }

    static void measure(SystemStarter starter, SizeFigures figures, List<Integer> sizes) throws IOException {
        try (RunningSystem system = starter.script();
                RedisPipe redis = new RedisPipe(system.port("redis"));
                RedisPipe subscription = new RedisPipe(system.port("redis"))) {
            NameCosts costs = new NameCosts(system, figures, redis);
            costs.heartbeats(1, 2_000);
            long empty = redis.memory();
            for (int size : sizes) {
                costs.claimUpTo(size);
                long claimed = redis.memory();
                figures.put("name: memory, bytes", size, (double) (claimed - empty) / size);
                costs.upkeep(size);
                costs.lists(size);
            }
            costs.subscriptions(subscription);
            for (int bridges : List.of(1, 10, 100, 1_000)) {
                costs.heartbeats(bridges, 1_000);
                figures.put("bridges: a heartbeat, µs", bridges, costs.heartbeats(bridges, 3_000));
            }
        }
    }

    private static String name(int number) {
        return "user" + number;
    }

    private void claimUpTo(int size) throws IOException {
        int from = names;
        double cpu = cpu(() -> {
            for (; names < size; names++) {
                claim.call(redis, BRIDGE, FAR, name(names), name(names), "0");
            }
        });
        figures.put("name: claimed, µs", size, cpu * MICROS / (size - from));
    }

    /** What a bridge does for its names by and by, and what a loss makes it do at once. */
    private void upkeep(int size) throws IOException {
        heartbeats(1, 500);
        figures.put("names: a heartbeat, µs", size, heartbeats(1, 2_000));
        int batches = size / BATCH;
        double checked = cpu(() -> {
            for (int batch = 0; batch < batches; batch++) {
                int first = batch * BATCH;
                missing.call(
                        redis,
                        IntStream.range(first, first + BATCH)
                                .mapToObj(NameCosts::name)
                                .toArray(String[]::new));
            }
        });
        figures.put("names: whether each is there, µs", size, checked * MICROS / size);
        double walked = cpu(() -> {
            String cursor = "0";
            do {
                cursor = redis.cursor("HSCAN", RedisNames.OWNERS, cursor, "COUNT", Integer.toString(BATCH));
            } while (!cursor.equals("0"));
        });
        figures.put("names: a walk through all, µs each", size, walked * MICROS / size);
        double confirmed = cpu(() -> {
            for (int batch = 0; batch < batches; batch++) {
                String[] words = new String[3 * BATCH + 2];
                words[0] = BRIDGE;
                words[1] = FAR;
                for (int i = 0; i < BATCH; i++) {
                    String name = name(batch * BATCH + i);
                    words[3 * i + 2] = name;
                    words[3 * i + 3] = name;
                    words[3 * i + 4] = "";
                }
                reclaim.call(redis, words);
            }
        });
        figures.put("names: confirmed after a loss, µs each", size, confirmed * MICROS / size);
    }

    private void lists(int size) throws IOException {
        int times = Math.max(1, 1_000_000 / size);
        long[] bytes = {0};
        double listed = cpu(() -> {
            for (int i = 0; i < times; i++) {
                redis.send("SMEMBERS", RedisNames.USERS);
                bytes[0] += redis.await();
            }
        });
        figures.put("names: a list of all, ms", size, listed * 1_000 / times);
        figures.put("names: a list of all, bytes", size, (double) bytes[0] / times);
        double compared = cpu(() -> {
            for (int i = 0; i < times; i++) {
                redis.send("SDIFF", RedisNames.USERS, Script.CLAIMED);
            }
        });
        figures.put("names: which no bridge holds, ms", size, compared * 1_000 / times);
    }

    private void subscriptions(RedisPipe subscription) throws IOException {
        long before = redis.memory();
        double cpu = cpu(() -> {
            for (int from = 0; from + BATCH <= names; from += BATCH) {
                String[] channels = new String[BATCH];
                for (int i = 0; i < BATCH; i++) {
                    channels[i] = name(from + i);
                }
                subscription.subscribe(channels);
            }
        });
        figures.put("name: heard, µs", names, cpu * MICROS / names);
        figures.put("name: heard, bytes", names, (double) (redis.memory() - before) / names);
    }

    /** Microseconds each. */
    private double heartbeats(int bridges, int count) throws IOException {
        return cpu(() -> {
                    for (int i = 0; i < count; i++) {
                        heartbeat.call(
                                redis,
                                BRIDGE + i % bridges,
                                "10000000",
                                "",
                                "",
                                "0",
                                "0",
                                "0",
                                "",
                                "0",
                                "10000000",
                                "");
                    }
                })
                * MICROS
                / count;
    }

    /** CPU seconds of Redis until all is answered. */
    private double cpu(Cpu.Work work) throws IOException {
        redis.await();
        return cpu.micros(1, () -> {
                            work.run();
                            redis.await();
                        })
                        .of("redis")
                / MICROS;
    }
}
