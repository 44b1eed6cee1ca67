package parley.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerProgramTest {

    private static final ServerProgram BUNDLED = new ServerProgram(null, new ServerVersion(7, 0, 15));

    @TempDir
    Path temp;

    @Test
    void isTheBundledOneWhereNothingElseIsThere() throws IOException {
        assertThat(ServerProgram.choose(null)).containsExactly(BUNDLED);
        assertThat(ServerProgram.choose(temp.toString())).containsExactly(BUNDLED);
        assertThat(BUNDLED).hasToString("the bundled Redis (7.0.15)");
    }

    @ParameterizedTest
    @CsvSource({"Redis, 7.0.15", "Redis, 7.2.0", "Valkey, 8.1.3", "Redis, 10.0.0"})
    void isTheInstalledOneWhereThatIsNotOlder(String name, String version) throws IOException {
        Path server = script("echo '" + name + " server v=" + version + " sha=00000000:0 malloc=jemalloc bits=64'");
        assertThat(ServerProgram.choose(path())).hasSize(2).endsWith(BUNDLED);
        assertThat(ServerProgram.choose(path()).get(0)).hasToString(server + " (" + version + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'Redis server v=7.0.14 sha=0'",
                "echo 'Redis server v=6.9.99 sha=0'",
                "echo 'Redis server v=99999999999.0.0'",
                "echo something else",
                "exit 1"
            })
    void isNoneThatIsOlderOrOfNoUse(String program) throws IOException {
        script(program);
        assertThat(ServerProgram.choose(path())).containsExactly(BUNDLED);
    }

    @Test
    void isReplacedByTheBundledOneWhereItDoesNotStart() throws Exception {
        script("echo 'Redis server v=99.0.0 sha=0'; echo no luck today; exit 3");
        List<ServerProgram> programs = ServerProgram.choose(path());
        var directory = new ScratchDirectory();
        var access = new ServerAccess(List.of(), "secret");
        var supervisor = new ServerSupervisor(programs, directory, access, new ServerCommand(false, true, ""));
        try {
            int port = supervisor.start();
            assertThat(Resp.call(port, "AUTH parley-operator secret", "PING")).isEqualTo("+PONG");
        } finally {
            supervisor.stop();
            directory.close();
        }
    }

    @Test
    void isWhatSomebodyChoseWhateverItsVersion() throws IOException {
        Path server = script("exit 1");
        assertThat(ServerProgram.given(server).file(temp)).isEqualTo(server);
        assertThat(ServerProgram.given(server)).hasToString(server.toString());
    }

    @Test
    void tellsAVersionFromOtherOutput() throws IOException {
        assertThat(ServerVersion.parse("Redis server v=7.0.15 sha=00000000:0 malloc=libc bits=64 build=e2"))
                .hasToString("7.0.15");
        assertThatThrownBy(() -> ServerVersion.parse("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ServerVersion.parse("redis-cli 7.0.15")).isInstanceOf(IOException.class);
    }

    private Path script(String line) throws IOException {
        Path file = Files.writeString(temp.resolve("redis-server"), "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private String path() {
        return "/nowhere" + File.pathSeparator + temp;
    }
}
