package parley.conformance.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.conformance.lobby.Lobby;
import parley.conformance.suite.Case;
import parley.conformance.suite.Failure;
import parley.conformance.suite.Result;
import parley.conformance.suite.Runner;

/** Each flaw of a server is found by the case that is meant for it, which the same server without it passes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FlawedServerTest {
    private static final long SEED = 7;

    @ParameterizedTest
    @MethodSource("parley.conformance.server.ServerFlaw#all")
    void isFound(ServerFlaw flaw) throws Exception {
        Result honest = tried(flaw.caseName(), lobby -> {});
        assertThat(honest.failure()).isNull();
        assertThat(honest.outcome()).isEqualTo(Result.Outcome.OK);

        Result flawed = tried(flaw.caseName(), flaw.flaw());
        assertThat(flawed.outcome()).isEqualTo(Result.Outcome.FAIL);
        Failure failure = Objects.requireNonNull(flawed.failure());
        assertThat(failure.conversation()).isNotEmpty();
    }

    private static Result tried(String name, Consumer<Lobby> flaw) throws Exception {
        try (Lobby lobby = new Lobby()) {
            flaw.accept(lobby);
            Target target =
                    new Target(new InetSocketAddress(InetAddress.getLoopbackAddress(), lobby.port()), null, null);
            Case meant = ServerCases.all(target, SEED).stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            List<Result> results = new ArrayList<>();
            new Runner(1).run(List.of(meant), results::add);
            return results.get(0);
        }
    }
}
