package parley.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, x86_64, darwin-amd64",
        "Mac OS X, aarch64, darwin-arm64"
    })
    void isBundledForTheUsualSystems(String os, String architecture, String expected) {
        String resource = RedisBinary.resourceName(os, architecture);
        assertThat(resource).endsWith(expected);
        assertThat(RedisBinary.class.getResource("/" + resource)).isNotNull();
    }

    @Test
    void isUnpackedOnce() throws IOException {
        Path binary = RedisBinary.in(temp);
        var written = Files.getLastModifiedTime(binary);
        assertThat(binary).isExecutable();
        assertThat(RedisBinary.in(temp)).isEqualTo(binary);
        assertThat(Files.getLastModifiedTime(binary)).isEqualTo(written);
        assertThat(temp).isDirectoryContaining(path -> path.equals(binary));
    }

    @Test
    void isUnpackedAgainWhereItIsIncomplete() throws IOException {
        Path binary = RedisBinary.in(temp);
        long size = Files.size(binary);
        Files.writeString(binary, "half");
        assertThat(RedisBinary.in(temp)).hasSize(size);
    }

    @Test
    void isElseLookedForOnThePath() throws IOException {
        Path present = Files.createFile(Files.createDirectory(temp.resolve("b")).resolve("redis-server"));
        assertThat(RedisBinary.onPath(temp + File.pathSeparator + present.getParent()))
                .isNull();
        assertThat(present.toFile().setExecutable(true)).isTrue();
        assertThat(RedisBinary.onPath("" + File.pathSeparator + temp + File.pathSeparator + present.getParent()))
                .isEqualTo(present);
        assertThat(RedisBinary.onPath(null)).isNull();
    }
}
