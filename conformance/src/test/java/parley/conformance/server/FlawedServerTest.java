package parley.conformance.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.conformance.lobby.Lobby;
import parley.conformance.suite.Case;
import parley.conformance.suite.Failure;
import parley.conformance.suite.Result;
import parley.conformance.suite.Runner;

/** Each flaw of a server is found by each case that is meant for it, which the same server without it passes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FlawedServerTest {
    private static final long SEED = 7;

    /** The kit's lobby has no telnet that could be wrong. */
    private static final Set<String> UNTRIED = Set.of("quiet-telnet", "split-telnet", "split-telnet-options");

    /** What is sent in pieces may arrive in one, and such a server is right then; so it is tried again. */
    private static final Set<ServerFlaw> OF_PIECES =
            EnumSet.of(ServerFlaw.TAKES_PIECES_FOR_LINES, ServerFlaw.DECODES_PIECES);

    private static final int TRIES = 20;

    static Stream<Arguments> flaws() {
        return Arrays.stream(ServerFlaw.values())
                .flatMap(flaw -> flaw.cases().stream().map(name -> Arguments.of(flaw, name)));
    }

    static Stream<String> cases() {
        return Arrays.stream(ServerFlaw.values())
                .flatMap(flaw -> flaw.cases().stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void isFound(ServerFlaw flaw, String caseName) throws Exception {
        Result flawed = tried(caseName, flaw::spoil, flaw.input());
        for (int again = 0; again < TRIES && OF_PIECES.contains(flaw) && flawed.failure() == null; again++) {
            flawed = tried(caseName, flaw::spoil, flaw.input());
        }

        assertThat(flawed.outcome()).isEqualTo(Result.Outcome.FAIL);
        Failure failure = Objects.requireNonNull(flawed.failure());
        assertThat(failure.conversation()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isNotFoundWhereThereIsNone(String caseName) throws Exception {
        Result honest = tried(caseName, lobby -> {}, InputFlaws::none);

        assertThat(honest.failure()).isNull();
        assertThat(honest.outcome()).isEqualTo(Result.Outcome.OK);
    }

    /** A transcript is what somebody has read; what the kit does besides has to be seen to fail. */
    @Test
    void isLookedForByEachCaseThatIsNoTranscript() throws Exception {
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        Set<String> besides = ServerCases.all(new Target(nobody, null, null, Map.of()), SEED).stream()
                .map(Case::name)
                .filter(name -> !name.contains("/") && !UNTRIED.contains(name))
                .collect(Collectors.toSet());

        assertThat(cases()).containsAll(besides);
    }

    private static Result tried(String name, Consumer<Lobby> flaw, Supplier<UnaryOperator<byte[]>> input)
            throws Exception {
        try (Lobby lobby = new Lobby();
                ChangedInput changed = new ChangedInput(lobby.port(), input)) {
            flaw.accept(lobby);
            Target target = new Target(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), changed.port()), null, null, Map.of());
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
