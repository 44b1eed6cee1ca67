package parley.app.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class UnknownVariablesTest {
    private static final CommandSpec SPEC = commands(new OptionSources(Map.of(), UnknownVariablesTest::commands))
            .getCommandSpec();

    private static CommandLine commands(OptionSources sources) {
        return new CommandLine(CommandSpec.create()
                        .addOption(OptionSpec.builder("--port").build())
                        .addOption(OptionSpec.builder("--http-port").build()))
                .setDefaultValueProvider(sources);
    }

    private static List<String> of(String name, String value) {
        return UnknownVariables.of(SPEC, Map.of(name, value));
    }

    @Test
    void areToldWithWhatWasMeant() {
        assertThat(of("PARLEY_PROT", "1"))
                .containsExactly(
                        "In the environment PARLEY_PROT is no option's and changes nothing; did you mean PARLEY_PORT?");
        assertThat(of("PARLEY_HTP_PORT", "1")).singleElement().asString().endsWith("did you mean PARLEY_HTTP_PORT?");
        assertThat(of("PARLEY_http_port", "1")).singleElement().asString().endsWith("did you mean PARLEY_HTTP_PORT?");
        assertThat(of("PARLEY_COLOUR_OF_LINES", "red"))
                .containsExactly("In the environment PARLEY_COLOUR_OF_LINES is no option's and changes nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "PARLEY_PORT, 1",
        "PARLEY_CONFIG, /etc/parley.properties",
        "PARLEY_JAVA_OPTS, -Xmx1g",
        "PARLEY_TEST_REDIS, redis://h",
        "PARLEY_PORT, tcp://10.0.0.1:7070",
        "PARLEY_BRIDGE_PORT, tcp://10.0.0.1:7070",
        "PARLEY_PORT_7070_TCP, tcp://10.0.0.1:7070",
        "PARLEY_PORT_7070_TCP_PROTO, tcp",
        "PARLEY_PORT_7070_TCP_ADDR, 10.0.0.1",
        "PARLEY_SERVICE_HOST, 10.0.0.1",
        "PARLEY_BRIDGE_SERVICE_PORT_WEB, 7080",
        "PARLEY_ENV_PATH, /bin",
        "PATH, /bin",
        "PARLEYS_PROT, 1"
    })
    void areNoneThatAreKnownOrOfOthersMaking(String name, String value) {
        assertThat(of(name, value)).isEmpty();
    }
}
