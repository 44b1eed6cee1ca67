package parley.conformance.transcript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the transcripts, which lie beside this class in whatever it was loaded from. */
public final class Vectors {
    private static final String PAGE = "/parley/conformance/vectors/README.md";
    private static final String ENDING = ".txt";

    private Vectors() {}

    /** All of them, by name. */
    public static List<Transcript> all() throws IOException {
        URL page = Objects.requireNonNull(Vectors.class.getResource(PAGE), "the transcripts are missing");
        try {
            URI uri = page.toURI();
            if (!uri.getScheme().equals("jar")) {
                return in(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return in(jar.getPath(PAGE));
            }
        } catch (URISyntaxException e) {
            throw new IOException("the transcripts can't be found by " + page, e);
        }
    }

    private static List<Transcript> in(Path page) throws IOException {
        Path directory = Objects.requireNonNull(page.getParent());
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(file -> read(directory, file))
                    .toList();
        }
    }

    private static Transcript read(Path directory, Path file) {
        try {
            String path = directory.relativize(file).toString().replace('\\', '/');
            return Transcript.read(path.substring(0, path.length() - ENDING.length()), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
