package parley.app.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Holds the option that says where files are kept. */
public final class DataOption {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    @Option(
            names = "--data",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            converter = Converters.File.class,
            description = "The directory of archive.db and of the embedded Redis. Default: data, where you are.")
    public Path directory = Path.of("data").toAbsolutePath();

    public Path redis() {
        return directory.resolve("redis");
    }

    /**
     * Makes sure that there is such a directory, which is this user's alone, and that it can be written. One that holds what is
     * not Parley's keeps its mode: it may serve others as well.
     */
    public void create() {
        Encoding.requireReadable(directory);
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
            if (!Files.getPosixFilePermissions(directory).equals(PRIVATE) && holdsParleysOnly()) {
                Files.setPosixFilePermissions(directory, PRIVATE);
            }
        } catch (IOException e) {
            throw CommandException.ofRequest("cannot create the data directory " + directory + ": " + reason(e));
        }
        try {
            Files.delete(Files.createTempFile(directory, ".writable", null));
        } catch (IOException e) {
            throw CommandException.ofRequest("cannot write in the data directory " + directory + ": " + reason(e));
        }
    }

    private boolean holdsParleysOnly() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .allMatch(name -> name.equals("redis") || name.startsWith("archive."));
        }
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return (kind.equals("FileSystem") || kind.equals("IO") ? "" : kind + " ") + e.getMessage();
    }
}
