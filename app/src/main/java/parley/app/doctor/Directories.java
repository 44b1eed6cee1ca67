package parley.app.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks at directories in which files are to be made, now or when they are needed. Leaves nothing there. */
final class Directories {

    private static final long ENOUGH_ROOM = 1L << 30;

    /** Whose locks SQLite can't rely on, nor on memory that processes share. */
    private static final Pattern REMOTE = Pattern.compile("nfs.*|cifs|smb.*|9p|fuse\\.sshfs|afs|ceph|glusterfs");

    private Directories() {}

    static List<Finding> data(Path directory) {
        List<Finding> findings = new ArrayList<>();
        Optional<Finding> unwritable = writable("data directory", directory);
        if (unwritable.isPresent()) {
            return List.of(unwritable.get());
        }
        try {
            findings.add(mode(directory));
            findings.add(room(directory));
        } catch (IOException e) {
            findings.add(Finding.unwell("data directory", directory + ": " + e, "let --data name another"));
        }
        return findings;
    }

    private static Finding mode(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return Finding.well("data directory", directory + ", not there yet");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
        String shown = directory + ", " + PosixFilePermissions.toString(mode);
        // Who may read is seen to when something is started there.
        return mode.contains(PosixFilePermission.OTHERS_WRITE)
                ? Finding.unwell("data directory", shown, "anybody may change what is in it: chmod 700 " + directory)
                : Finding.well("data directory", shown);
    }

    private static Finding room(Path directory) throws IOException {
        FileStore store = Files.getFileStore(existing(directory));
        String found = (store.getUsableSpace() >> 20) + " MiB are free, on " + store.type();
        if (REMOTE.matcher(store.type().toLowerCase(Locale.ROOT)).matches()) {
            return Finding.unwell(
                    "disk", found, "SQLite needs a file system of this machine: let --data name a directory on one");
        }
        return store.getUsableSpace() >= ENOUGH_ROOM
                ? Finding.well("disk", found)
                : Finding.unwell("disk", found, "make room: the archive grows with the lobby, and Redis's file too");
    }

    /** What is wrong with a directory, or with where it would be made; nothing where it can be written. */
    static Optional<Finding> writable(String subject, Path directory) {
        Path place = existing(directory);
        try {
            Files.delete(Files.createTempFile(place, ".doctor", null));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Finding.unwell(
                    subject,
                    place + " can't be written by " + System.getProperty("user.name"),
                    place.equals(directory)
                            ? "give it to that user, or use another"
                            : "make " + directory + " for it"));
        }
    }

    /** The directory, or the nearest above it that is there. */
    static Path existing(Path directory) {
        Path place = directory.toAbsolutePath().normalize();
        while (place.getParent() != null && !Files.isDirectory(place)) {
            place = place.getParent();
        }
        return place;
    }
}
