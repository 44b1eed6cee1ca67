package parley.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client library in Java, for a short while; {@code faults/soak} is for all of them, and for longer. */
class ShortSoakIT {
    private static final int MESSAGES = 400;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void nothingIsLostNorSaidTwice(@TempDir Path directory) throws Exception {
        Path jar = Path.of(System.getProperty("parley.jar", "../app/target/parley.jar"))
                .toAbsolutePath()
                .normalize();
        Path built = Path.of(System.getProperty("parley.client", "../clients/java/target"))
                .toAbsolutePath()
                .normalize();
        List<String> bot = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                built + "/classes:" + built + "/test-classes",
                "parley.client.example.EchoBot");

        SoakResult result = new Soak(jar, MESSAGES, SoakFault.ROUND).run(directory, new SoakSettings.Bot("java", bot));

        assertThat(result.problems()).isEmpty();
        assertThat(result.struck()).isEqualTo(SoakFault.ROUND);
    }
}
