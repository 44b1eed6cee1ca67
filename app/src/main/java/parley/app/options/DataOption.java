package parley.app.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Holds the option that says where files are kept. */
public final class DataOption {

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

    /** Makes sure that there is such a directory and that it can be written. */
    public void create() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw CommandException.ofRequest("cannot create the data directory " + directory + ": " + reason(e));
        }
        try {
            Files.delete(Files.createTempFile(directory, ".writable", null));
        } catch (IOException e) {
            throw CommandException.ofRequest("cannot write in the data directory " + directory + ": " + reason(e));
        }
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return (kind.equals("FileSystem") || kind.equals("IO") ? "" : kind + " ") + e.getMessage();
    }
}
