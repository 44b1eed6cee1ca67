package parley.bridge.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect to the operator's socket from the moment at which it is there. */
class StagedSocketTest {
    @TempDir
    Path directory;

    private String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private ServerSocketChannel bind(StagedSocket staged) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(staged.bound()));
    }

    @Test
    void isBoundWhereNobodyElseMayEnterAndThenClosed() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path place = directory.resolve("admin.sock");
        StagedSocket staged = StagedSocket.of(place);
        try (ServerSocketChannel server = bind(staged)) {
            assertThat(mode(Objects.requireNonNull(staged.bound().getParent()))).isEqualTo("rwx------");
            assertThat(place).doesNotExist();
            staged.publish();

            assertThat(mode(place)).isEqualTo("rw-------");
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left).containsExactly(place);
            }
            SocketChannel.open(UnixDomainSocketAddress.of(place)).close();
            server.accept().close();
        }
    }

    @Test
    void isBoundInItsPlaceWhereNoOtherPathIsShortEnough() throws IOException {
        int left = SocketFile.MAX_PATH_BYTES - directory.toString().length() - "/a".length();
        Path deep = Files.createDirectory(directory.resolve("d".repeat(left - 1)));
        StagedSocket staged = StagedSocket.of(deep.resolve("a"));

        assertThat(staged.bound()).isEqualTo(deep.resolve("a"));
        try (Stream<Path> made = Files.list(deep)) {
            assertThat(made).isEmpty();
        }
    }

    @Test
    void leavesNothingWhereItIsNotBound() throws IOException {
        StagedSocket.of(directory.resolve("admin.sock")).discard();

        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
