package parley.redis.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** Writes files that only this user can read, at no moment anybody else. */
final class PrivateFile {

    static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final int SECRET_BYTES = 32;

    private PrivateFile() {}

    /** Puts the text in place of what the file held, all at once. */
    static void write(Path file, String text) throws IOException {
        // Temporary files are private from the beginning.
        Path unfinished = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part", MODE);
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Reads a secret, or makes one, the first time. */
    static String secret(Path file) throws IOException {
        if (Files.exists(file)) {
            String kept = Files.readString(file).strip();
            if (kept.matches("[0-9A-Za-z_-]{16,128}")) {
                return kept;
            }
            throw new IOException(file + " does not hold a password; delete it, and a new one is made");
        }
        String made = newSecret();
        write(file, made + "\n");
        return made;
    }

    static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
