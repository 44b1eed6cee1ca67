package parley.bridge.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the operator's socket in the file system for its owner alone, in a directory for its owner alone. */
final class SocketFile {
    private static final Logger log = LoggerFactory.getLogger(SocketFile.class);
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** What the kernel takes as the path of a Unix socket. */
    static final int MAX_PATH_BYTES = 107;

    private SocketFile() {}

    /**
     * Makes the directory, and makes sure that the socket can be there. What is there is left as it is.
     *
     * @throws IOException in one line for who chose the path: another process serves it, or it is not one for a socket
     */
    static void requireFree(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        if (absolute.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            throw new IOException(
                    "the path of the operator's socket is longer than " + MAX_PATH_BYTES + " bytes: " + absolute);
        }
        Path directory = absolute.getParent();
        if (directory == null) {
            throw new IOException("the operator's socket can't be " + absolute);
        }
        makeDirectory(directory);
        if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(absolute, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("the operator's socket can't be " + absolute + ", which is there and is no socket");
        }
        if (isServed(absolute)) {
            throw new IOException("the operator's socket " + absolute + " is in use");
        }
    }

    /**
     * Makes sure of the same, closes the directory to others, and removes a socket that nobody serves any more.
     *
     * @throws IOException as {@link #requireFree} does
     */
    static void prepare(Path path) throws IOException {
        requireFree(path);
        closeDirectory(Objects.requireNonNull(path.toAbsolutePath().getParent()));
        Files.deleteIfExists(path);
    }

    private static void makeDirectory(Path directory) throws IOException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
        } catch (IOException e) {
            String kind = e.getClass().getSimpleName().replaceFirst("(FileSystem|IO)?Exception$", "");
            throw new IOException(
                    "cannot create the directory of the operator's socket: " + (kind + " " + e.getMessage()).strip(),
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("cannot write in the directory of the operator's socket " + directory);
        }
    }

    private static void closeDirectory(Path directory) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(directory));
        others.removeAll(OWNER_ONLY);
        if (others.isEmpty()) {
            return;
        }
        if (isOurs(directory) && isEmpty(directory)) {
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        } else {
            log.warn("The directory of the operator's socket is open to others ({}): chmod 700 {}", others, directory);
        }
    }

    /** A directory that others may write to is no directory of ours, whoever owns it. */
    private static boolean isOurs(Path directory) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        return Files.isWritable(directory)
                && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE)
                && Files.getOwner(directory).getName().equals(System.getProperty("user.name"));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static boolean isServed(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException nobody) {
            return false;
        }
    }
}
