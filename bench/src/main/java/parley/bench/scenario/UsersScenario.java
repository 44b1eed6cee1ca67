package parley.bench.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.HdrHistogram.Histogram;
import parley.bench.load.IdleClients;
import parley.bench.load.LobbyClients;
import parley.bench.report.ShortNumber;
import parley.bench.server.RedisClient;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;

/** Measures what it costs when everybody asks who is online, all at once, while a few go on talking. */
public final class UsersScenario implements Scenario {
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
                        "`users` with " + ShortNumber.of(ONLINE) + " online",
                        ShortNumber.of(asking) + " sessions ask at once; " + BYSTANDERS
                                + " others are `live` meanwhile. Milliseconds from sending to receipt by these.");
        try (RunningSystem parley = context.starter().parley(1);
                Loop loop = new Loop();
                Loop askingLoop = new Loop();
                RedisClient redis = new RedisClient(parley.port("redis"))) {
            LobbyClients clients = LobbyClients.gather(loop, parley.wire(), parley.addresses(), BYSTANDERS, SENDERS, 0);
            IdleClients idle = IdleClients.enter(
                    askingLoop, parley.wire(), parley.addresses().get(0), asking);
            for (int i = asking + BYSTANDERS + SENDERS; i < ONLINE; i++) {
                redis.send("SADD", "users", "direct" + i);
            }
            redis.await();
            clients.sendAtRate(PER_SECOND, TALK, TEXT_BYTES);
            Histogram before = clients.sendAtRate(PER_SECOND, TALK, TEXT_BYTES);
            double[] seconds = {0};
            Histogram[] meanwhile = {before};
            IdleClients.Answered[] answered = {new IdleClients.Answered(0, 0)};
            Usage usage = Usage.of(parley, () -> {
                long start = System.nanoTime();
                CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> {
                    answered[0] = ask(idle);
                    seconds[0] = (System.nanoTime() - start) / 1e9;
                });
                meanwhile[0] = clients.sendAtRate(PER_SECOND, TALK, TEXT_BYTES);
                join(asked);
            });
            List<List<String>> rows = List.of(
                    List.of("", "all answered after, s", "refused", "MB/s", "CPU, s", "p50", "p99", "most"),
                    row("nobody asks", "", "", "", "", before),
                    row(
                            "all ask",
                            ShortNumber.of(seconds[0]),
                            Long.toString(answered[0].refused()),
                            ShortNumber.of(answered[0].bytes() / seconds[0] / 1e6),
                            ShortNumber.of(usage.allServers()),
                            meanwhile[0]));
            context.measurements().put(seconds[0], "users seconds");
            context.measurements().put(Latency.median(List.of(meanwhile[0]), 99), "users p99");
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

    private static IdleClients.Answered ask(IdleClients idle) {
        try {
            return idle.ask("users\n", "OK " + ONLINE + "\r\n");
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
    }
}
