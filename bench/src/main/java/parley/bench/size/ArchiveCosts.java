package parley.bench.size;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import parley.bench.load.LobbyClients;
import parley.bench.server.ArchiveRows;
import parley.bench.server.RunningSystem;
import parley.bench.server.SystemStarter;
import parley.harness.load.Loop;

/** Measures what a message costs the archiver, and the disk, by how many there are. */
final class ArchiveCosts {
    private static final int SENDERS = 64;
    private static final int DEPTH = 64;
    private static final int TEXT_BYTES = 64;

    private ArchiveCosts() {}

    static void measure(SystemStarter starter, SizeFigures figures, boolean quick) throws IOException {
        try (RunningSystem parley = starter.parley(1);
                Loop loop = new Loop()) {
            LobbyClients clients = LobbyClients.gather(loop, parley.wire(), parley.addresses(), 0, SENDERS, 0);
            int there = 0;
            for (int size : quick ? List.of(20_000) : List.of(50_000, 400_000)) {
                clients.publish(size - there, TEXT_BYTES, DEPTH);
                there = size;
                archive(starter, figures, parley, (int) (size - clients.refused()));
            }
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    private static void archive(SystemStarter starter, SizeFigures figures, RunningSystem parley, int messages)
            throws IOException, SQLException {
        Path folder = starter.folder("archive");
        try (RunningSystem archiving = starter.archiver(folder, parley.port("redis"));
                ArchiveRows rows = ArchiveRows.await(folder.resolve("archive.db"))) {
            double[] rate = {0};
            double cpu = new Cpu(archiving)
                    .micros(messages, () -> rate[0] = rows.rate(messages))
                    .of("archiver");
            figures.put("archiver: a row, µs", messages, cpu);
            figures.put("archiver: rows a second", messages, rate[0]);
            figures.put(
                    "archive: a row, bytes", messages, (double) Files.size(folder.resolve("archive.db")) / messages);
        }
    }
}
