package parley.app.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataOptionTest {

    @TempDir
    Path temp;

    @Test
    void makesADirectoryForThisUserAlone() throws IOException {
        assertThat(modeOf(temp.resolve("new"))).isEqualTo("rwx------");
    }

    @Test
    void takesOneFromOthersThatHoldsNothingButParleys() throws IOException {
        Path empty = open("empty");
        Path earlier = open("earlier");
        Files.createFile(earlier.resolve("archive.db"));
        Files.createFile(earlier.resolve("archive.db-wal"));
        Files.createDirectory(earlier.resolve("redis"));
        assertThat(modeOf(empty)).isEqualTo("rwx------");
        assertThat(modeOf(earlier)).isEqualTo("rwx------");
    }

    @Test
    void leavesOneAloneThatHoldsMore() throws IOException {
        Path shared = open("shared");
        Files.createFile(shared.resolve("archive.db"));
        Files.createFile(shared.resolve("minutes.txt"));
        assertThat(modeOf(shared)).isEqualTo("rwxr-xr-x");
    }

    private Path open(String name) throws IOException {
        Path directory = Files.createDirectory(temp.resolve(name));
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Once it is the data directory. */
    private static String modeOf(Path directory) throws IOException {
        var option = new DataOption();
        option.directory = directory;
        option.create();
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
    }
}
