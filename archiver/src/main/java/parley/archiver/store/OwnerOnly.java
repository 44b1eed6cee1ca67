package parley.archiver.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps files to the user who runs the archiver: what people wrote is nobody else's on this machine. */
final class OwnerOnly {
    private static final Logger log = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /** Makes an empty file where there is none; SQLite gives a database's companions the mode of the database. */
    static void create(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(MODE));
        } catch (FileAlreadyExistsException there) {
            restrict(file);
        }
    }

    /** Takes a file that is there from everybody else; one that is somebody else's stays as it is, and the log says so. */
    static void restrict(Path file) {
        try {
            if (Files.exists(file) && !Files.getPosixFilePermissions(file).equals(MODE)) {
                Files.setPosixFilePermissions(file, MODE);
                log.info("{} could be read by others, and can't any more", file);
            }
        } catch (IOException e) {
            log.warn("Others may be able to read {}: {}", file, e.toString());
        }
    }
}
