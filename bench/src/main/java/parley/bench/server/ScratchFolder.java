package parley.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Makes the folder for the files of one run, and deletes it when the program ends, as far as it can. */
public final class ScratchFolder {
    private ScratchFolder() {}

    public static Path create() throws IOException {
        Path folder = Files.createTempDirectory("parley-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ChildProcess.closeAll();
            delete(folder);
        }));
        return folder;
    }

    private static void delete(Path folder) {
        try (Stream<Path> parts = Files.walk(folder)) {
            for (Path part : parts.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(part);
            }
        } catch (IOException left) {
            System.err.println("left behind: " + folder);
        }
    }
}
