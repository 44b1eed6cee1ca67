package parley.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import parley.bench.load.LobbyClients;
import parley.bench.report.ShortNumber;
import parley.bench.server.ArchiveRows;
import parley.bench.server.RedisClient;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;

/** Measures how far the archiver is behind after a minute of messages as fast as a bridge takes them, and that it has all of them then. */
final class ArchiverLag {
    private static final int SENDERS = 64;
    private static final int DEPTH = 64;
    private static final int TEXT_BYTES = 64;
    private static final int AT_A_TIME = 20_000;
    private static final double SECONDS = 60;
    private static final double QUICK_SECONDS = 10;

    private final ScenarioContext context;
    private long published;

    ArchiverLag(ScenarioContext context) {
        this.context = context;
    }

    void run() throws IOException, SQLException {
        double least = context.quick() ? QUICK_SECONDS : SECONDS;
        context.report()
                .section(
                        "The archiver, behind",
                        "Messages that are published and not yet archived after " + ShortNumber.of(least)
                                + " s of publishing as fast as a bridge takes them, bridge, Redis and archiver on one core; how long"
                                + " the archiver takes for the rest; and how many are missing then.");
        try (RunningSystem parley = context.starter().parley(1)) {
            Warmup.run(context, parley);
            Path folder = context.starter().folder("archive");
            try (RunningSystem archiving = context.starter().archiver(folder, parley.port("redis"));
                    RedisClient redis = new RedisClient(parley.port("redis"));
                    ArchiveRows archive = ArchiveRows.await(folder.resolve("archive.db"))) {
                long before = redis.newest();
                archive.awaitNumber(before);
                Usage usage = Usage.of(archiving, () -> publish(parley, least));
                long stored = redis.newest();
                if (stored < before + published) {
                    throw new IOException((before + published - stored) + " were acknowledged and are not stored");
                }
                long behind = stored - archive.number();
                double rest = archive.awaitNumber(stored);
                report(usage, behind, rest, stored - archive.count());
            }
        }
    }

    private void publish(RunningSystem parley, double least) throws IOException {
        try (Loop loop = new Loop()) {
            LobbyClients clients = LobbyClients.gather(loop, parley.wire(), parley.addresses(), 0, SENDERS, 0);
            published = 1; // What a gathering begins with.
            long end = System.nanoTime() + (long) (least * 1e9);
            do {
                clients.publish(AT_A_TIME, TEXT_BYTES, DEPTH);
                published += AT_A_TIME;
            } while (System.nanoTime() < end);
            published -= clients.refused();
        }
    }

    private void report(Usage usage, long behind, double rest, long missing) {
        List<List<String>> rows = List.of(
                List.of(
                        "published/s",
                        "archiver's part of the core",
                        "behind, messages",
                        "of what was published",
                        "s for the rest",
                        "missing"),
                List.of(
                        ShortNumber.of(published / usage.seconds()),
                        ShortNumber.of(usage.server("archiver") / usage.seconds()),
                        Long.toString(behind),
                        ShortNumber.of((double) behind / published),
                        ShortNumber.of(rest),
                        Long.toString(missing)));
        context.measurements().put((double) behind, "archiver behind");
        context.measurements().put((double) missing, "archiver missing");
        rows.forEach(row -> context.say("archiver: " + String.join("  ", row)));
        context.report().table(rows);
    }
}
