package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole system tells on standard error. */
class LogIT {

    private static final Duration END = Duration.ofSeconds(10);

    @TempDir
    Path home;

    @Test
    void tellsAtNoLevelWhatIsSaidNorAnyPassword() throws Exception {
        Path data = home.resolve("data");
        try (ParleyProcess parley = ParleyProcess.start(
                home, "up", "--port=0", "--data=" + data, "--log-level=trace", "--log-format=json")) {
            Matcher ready = parley.awaitReady();
            int port = Integer.parseInt(ready.group("port"));
            try (ChatClient ann = ChatClient.login(port, "ann");
                    ChatClient bob = ChatClient.login(port, "bob")) {
                ann.ask("pub said-in-the-lobby");
                ann.ask("to bob said-to-bob");
                ann.ask("said-as-no-command");
                bob.ask("pull");
                ParleyProcess.run(home, "admin", "--admin-socket=" + ready.group("admin"), "announce", "said-to-all");
                ParleyProcess.run(home, "admin", "--admin-socket=" + ready.group("admin"), "kick", "bob");
            }
            await().until(() -> parley.errors().stream().anyMatch(line -> line.contains("ann left")));

            parley.signal("TERM");
            List<String> log = parley.end(END).errors();
            assertThat(log).allMatch(LogIT::isJson);
            assertThat(log)
                    .anyMatch(
                            line -> line.matches(
                                    ".*\"level\":\"info\",\"logger\":\"parley\\..*\"message\":\"ann logged in from 127.0.0.1\",\"session\":\\d+}"))
                    .anyMatch(line -> line.contains("bob left: kicked"))
                    .anyMatch(line -> line.matches(".*operator .*: announce\".*"))
                    .anyMatch(line -> line.matches(".*operator .*: kick bob\".*"))
                    .anyMatch(line -> line.contains("\"level\":\"debug\""));
            assertThat(log).noneMatch(line -> line.contains("said-")).noneMatch(line -> line.contains(password(data)));
        }
    }

    private static String password(Path data) {
        try {
            return Files.readString(data.resolve("redis/password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJson(String line) {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement valid = sqlite.prepareStatement("SELECT json_valid(?)")) {
            valid.setString(1, line);
            try (ResultSet answer = valid.executeQuery()) {
                return answer.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
