package parley.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder of one run. It is gone when the program ends, but for an end that nobody can act on. */
public final class Scratch {
    private Scratch() {}

    public static Path create() throws IOException {
        Path folder = Files.createTempDirectory("parley-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Child.closeAll();
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
