package parley.app.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES = List.of(
            "port", "proxy-from", "http-port", "tls-port", "max-line", "max-sessions", "max-per-address", "rate");

    @ParameterizedTest
    @CsvSource({
        "prot, port",
        "porrt, port",
        "prt, port",
        "Port, port",
        "htp-port, http-port",
        "http_port, http-port",
        "maxsessions, max-sessions",
        "max-per-adress, max-per-address",
        "proxyfrm, proxy-from",
        "raet, rate",
        "prefix,",
        "sessions,",
        "x,",
        "'',"
    })
    void isTheOneThatWasMeant(String written, String meant) {
        assertThat(NearestName.of(written, NAMES)).isEqualTo(meant);
    }
}
