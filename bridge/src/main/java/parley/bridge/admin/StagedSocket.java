package parley.bridge.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says where the operator's socket is bound: in a new directory that nobody else may enter, from which it is moved into its place when
 * it is closed to others. So at no moment may others connect, whatever the directory of its place is.
 *
 * @param bound where to bind
 * @param place where it belongs
 * @param directory that was made for it; null where that path would be longer than the kernel takes, and it is bound in its place
 */
record StagedSocket(Path bound, Path place, @Nullable Path directory) {
    /** Of what stands behind the place's directory: {@code /.<20 digits>/s}. */
    private static final int BYTES = 24;

    static StagedSocket of(Path path) throws IOException {
        Path place = path.toAbsolutePath();
        Path parent = Objects.requireNonNull(place.getParent());
        if (parent.toString().getBytes(StandardCharsets.UTF_8).length + BYTES > SocketFile.MAX_PATH_BYTES) {
            return new StagedSocket(place, place, null);
        }
        Path directory =
                Files.createTempDirectory(parent, ".", PosixFilePermissions.asFileAttribute(SocketFile.OWNER_ONLY));
        return new StagedSocket(directory.resolve("s"), place, directory);
    }

    /** It is bound: closes it to others and puts it in its place. */
    void publish() throws IOException {
        Files.setPosixFilePermissions(bound, PosixFilePermissions.fromString("rw-------"));
        if (directory != null) {
            Files.move(bound, place, StandardCopyOption.ATOMIC_MOVE);
        }
        discard();
    }

    /** Leaves nothing behind. */
    void discard() throws IOException {
        if (directory != null) {
            Files.deleteIfExists(directory);
        }
    }
}
