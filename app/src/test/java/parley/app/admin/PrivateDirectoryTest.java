package parley.app.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.app.options.CommandException;

class PrivateDirectoryTest {

    @TempDir
    Path temp;

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        Path made = temp.resolve("made");

        PrivateDirectory.claim(made);
        PrivateDirectory.claim(made);

        assertThat(permissions(made)).isEqualTo("rwx------");
    }

    @Test
    void isClosedToOthersWhereItIsOurs() throws IOException {
        Path ours = Files.createDirectory(temp.resolve("ours"));
        Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rwxrwxr-x"));

        PrivateDirectory.claim(ours);

        assertThat(permissions(ours)).isEqualTo("rwx------");
    }

    @Test
    void isRefusedWhereItIsSomebodyElses() throws IOException {
        assertRefused(somebodyElses(), "belongs to somebody else");
    }

    @Test
    void isRefusedWhereItIsALinkEvenToOurs() throws IOException {
        assertRefused(Files.createSymbolicLink(temp.resolve("link"), temp), "is a link");
        assertRefused(Files.createSymbolicLink(temp.resolve("dangling"), temp.resolve("nowhere")), "is a link");
    }

    @Test
    void isRefusedWhereItIsAFile() throws IOException {
        assertRefused(Files.createFile(temp.resolve("file")), "is no directory");
    }

    private static void assertRefused(Path directory, String why) {
        assertThatThrownBy(() -> PrivateDirectory.claim(directory))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(2))
                .hasMessage("the operator's socket can't be in " + directory + ", which " + why
                        + "; say where with --admin-socket");
    }

    /** The superuser gives one away; for everybody else there are those of the system. */
    private Path somebodyElses() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return Path.of("/usr");
        }
        Path given = Files.createDirectory(temp.resolve("given"));
        return Files.setOwner(
                given, given.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isNotSharedByThoseWhoHaveNoName() throws IOException {
        assertThat(AdminSocketPath.user("ann", temp)).isEqualTo("ann");
        assertThat(AdminSocketPath.user("?", temp))
                .isEqualTo(String.valueOf(Files.getAttribute(temp, "unix:uid")))
                .matches("[0-9]+");
    }
}
