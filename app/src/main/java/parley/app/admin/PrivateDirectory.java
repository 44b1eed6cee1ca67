package parley.app.admin;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import parley.app.options.CommandException;

/** Makes a directory for this user alone, at a place where everybody may make one. */
final class PrivateDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private PrivateDirectory() {}

    /**
     * Makes the directory, or makes sure that the one there is this user's, which nobody else can change any more then.
     *
     * @throws CommandException if it is somebody else's, or a link, or no directory
     */
    static void claim(Path directory) {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException there) {
            requireOurs(directory);
        } catch (IOException e) {
            throw CommandException.ofRequest("cannot create " + directory + ": " + e.getMessage());
        }
    }

    private static void requireOurs(Path directory) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(directory, Files.isSymbolicLink(directory) ? "is a link" : "is no directory");
        }
        try {
            if (!Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ourFile()))) {
                throw refused(directory, "belongs to somebody else");
            }
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        } catch (IOException e) {
            throw refused(directory, "can't be looked at: " + e.getMessage());
        }
    }

    /** What the user's name is to Java need not be what the system calls the owner of its files. */
    private static Path ourFile() throws IOException {
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return process;
        }
        Path made = Files.createTempFile("parley", null);
        made.toFile().deleteOnExit();
        return made;
    }

    private static CommandException refused(Path directory, String why) {
        return CommandException.ofRequest("the operator's socket can't be in " + directory + ", which " + why
                + "; say where with --admin-socket");
    }
}
