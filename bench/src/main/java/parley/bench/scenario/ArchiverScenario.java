package parley.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import parley.bench.load.LobbyClients;
import parley.bench.report.ShortNumber;
import parley.bench.server.ArchiveRows;
import parley.bench.server.ChildProcess;
import parley.bench.server.Contender;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;

/** Measures how fast the archiver works off a full stream, beside what sqlite3 takes for the same rows. */
public final class ArchiverScenario implements Scenario {
    private static final int SENDERS = 64;
    private static final int DEPTH = 64;
    private static final int TEXT_BYTES = 64;

    @Override
    public void run(ScenarioContext context) throws IOException {
        int messages = context.quick() ? 50_000 : 500_000;
        context.report()
                .section(
                        "The archiver",
                        "Rows a second: " + ShortNumber.of(messages)
                                + " messages that wait in the stream, and the same rows put into the same table by `sqlite3` in one"
                                + " transaction, with and without an index of their full text.");
        try (RunningSystem redis = context.starter().script()) {
            try (Loop loop = new Loop()) {
                LobbyClients clients = LobbyClients.gather(loop, redis.wire(), redis.addresses(), 0, SENDERS, 0);
                clients.publish(messages, TEXT_BYTES, DEPTH);
            }
            Path folder = context.starter().folder("archive");
            double[] archiver = {0};
            Usage usage;
            try (RunningSystem archiving = context.starter().archiver(folder, redis.port("redis"));
                    ArchiveRows rows = ArchiveRows.await(folder.resolve("archive.db"))) {
                usage = Usage.of(archiving, () -> archiver[0] = rows.rate(messages));
            }
            double bare = bare(context, folder, messages, false);
            double indexed = bare(context, folder, messages, true);
            List<List<String>> rows = List.of(
                    List.of("", "rows/s", "CPU, s per million rows"),
                    List.of(
                            "archiver",
                            ShortNumber.of(archiver[0]),
                            ShortNumber.of(usage.server("archiver") / messages * 1e6)),
                    List.of("`sqlite3`, the table alone", rate(bare), ""),
                    List.of("`sqlite3`, with the index", rate(indexed), ""));
            context.measurements().put(archiver[0], "archiver");
            context.measurements().put(bare, "sqlite3");
            context.measurements().put(indexed, "sqlite3 indexed");
            rows.forEach(row -> context.say("archiver: " + String.join("  ", row)));
            context.report().table(rows);
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
        try {
            new ArchiverLag(context).run();
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    private static String rate(double rows) {
        return Double.isNaN(rows) ? "not installed" : ShortNumber.of(rows);
    }

    /** Rows a second; NaN where sqlite3 is not installed. */
    private static double bare(ScenarioContext context, Path folder, int messages, boolean indexed)
            throws IOException, SQLException {
        if (!Contender.isInstalled("sqlite3")) {
            return Double.NaN;
        }
        Path script = folder.resolve("rows.sql");
        ArchiveRows.export(folder.resolve("archive.db"), script, indexed);
        long start = System.nanoTime();
        try (ChildProcess child = context.starter()
                .run(
                        folder.resolve("sqlite3.log"),
                        List.of(
                                "sqlite3",
                                folder.resolve(indexed ? "indexed.db" : "bare.db")
                                        .toString(),
                                ".read " + script))) {
            child.awaitEnd();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(script);
        return messages / seconds;
    }
}
