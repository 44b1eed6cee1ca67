package parley.bench.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.HdrHistogram.Histogram;
import parley.bench.load.Crowd;
import parley.bench.load.Logins;
import parley.bench.load.Loop;
import parley.bench.report.Figure;
import parley.bench.server.RedisClient;
import parley.bench.server.Served;

/** Everybody asks who is there, all at once, while a few go on talking. */
public final class Users implements Scenario {
    private static final int ONLINE = 20_000;
    private static final int SENDERS = 1;
    private static final int BYSTANDERS = 9;
    private static final int PER_SECOND = 50;
    private static final int TEXT_BYTES = 64;
    private static final Duration TALK = Duration.ofSeconds(5);

    @Override
    public void run(ScenarioContext context) throws IOException {
        int asking = context.quick() ? 2_000 : 19_000;
        context.report()
                .section(
                        "`users` with " + Figure.of(ONLINE) + " online",
                        Figure.of(asking) + " sessions ask at once; " + BYSTANDERS
                                + " others are `live` meanwhile. Milliseconds from sending to receipt by these.");
        try (Served parley = context.starter().parley(1);
                Loop loop = new Loop();
                Loop crowded = new Loop();
                RedisClient redis = new RedisClient(parley.port("redis"))) {
            Crowd crowd = Crowd.gather(loop, parley.wire(), parley.addresses(), BYSTANDERS, SENDERS, 0);
            Logins logins =
                    Logins.enter(crowded, parley.wire(), parley.addresses().get(0), asking);
            for (int i = asking + BYSTANDERS + SENDERS; i < ONLINE; i++) {
                redis.send("SADD", "users", "direct" + i);
            }
            redis.await();
            crowd.calm(PER_SECOND, TALK, TEXT_BYTES);
            Histogram before = crowd.calm(PER_SECOND, TALK, TEXT_BYTES);
            double[] seconds = {0};
            Histogram[] meanwhile = {before};
            Logins.Answered[] answered = {new Logins.Answered(0, 0)};
            Usage usage = Usage.of(parley, () -> {
                long start = System.nanoTime();
                CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> {
                    answered[0] = ask(logins);
                    seconds[0] = (System.nanoTime() - start) / 1e9;
                });
                meanwhile[0] = crowd.calm(PER_SECOND, TALK, TEXT_BYTES);
                join(asked);
            });
            List<List<String>> rows = List.of(
                    List.of("", "all answered after, s", "refused", "MB/s", "CPU, s", "p50", "p99", "most"),
                    row("nobody asks", "", "", "", "", before),
                    row(
                            "all ask",
                            Figure.of(seconds[0]),
                            Long.toString(answered[0].refused()),
                            Figure.of(answered[0].bytes() / seconds[0] / 1e6),
                            Figure.of(usage.allServers()),
                            meanwhile[0]));
            context.results().put(seconds[0], "users seconds");
            context.results().put(Latency.median(List.of(meanwhile[0]), 99), "users p99");
            rows.forEach(row -> context.say("users: " + String.join("  ", row)));
            context.report().table(rows);
        }
    }

    private static List<String> row(
            String name, String seconds, String refused, String rate, String cpu, Histogram latencies) {
        return List.of(
                name,
                seconds,
                refused,
                rate,
                cpu,
                Latency.milliseconds(List.of(latencies), 50),
                Latency.milliseconds(List.of(latencies), 99),
                Latency.milliseconds(List.of(latencies), 100));
    }

    private static void join(CompletableFuture<Void> asked) throws IOException {
        try {
            asked.join();
        } catch (CompletionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    private static Logins.Answered ask(Logins logins) {
        try {
            return logins.ask("users\n", "OK " + ONLINE + "\r\n");
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
    }
}
