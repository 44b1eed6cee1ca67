package parley.conformance.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parley.conformance.suite.CannotBegin;
import parley.conformance.suite.Case;
import parley.conformance.transcript.FreshNames;

/** Lists all cases for servers. */
public final class ServerCases {
    private ServerCases() {}

    /**
     * In the order in which they are to be run, one after the other. For a server with other options than by default these are the
     * transcripts that ask for just those; there may be none.
     *
     * @param seed of whatever is done at random
     */
    public static List<Case> all(Target target, long seed) throws IOException {
        Dialer dialer = new Dialer(target.address());
        FreshNames names = new FreshNames(System.nanoTime());
        List<Case> cases = new ArrayList<>(new TranscriptCases(target, dialer, names, seed).all());
        if (!target.options().isEmpty()) {
            return cases;
        }
        Stream.of(OrderCases.all(seed), NameCases.all(), QuietCases.all(), SplitCases.all())
                .flatMap(each -> each)
                .forEach(each -> cases.add(each.on(dialer, names)));
        return cases;
    }

    /**
     * Returns where all that is to be tried can be reached.
     *
     * @throws CannotBegin where nobody answers, or not as a server of this protocol
     */
    public static void requireServer(Target target) throws CannotBegin {
        String server =
                target.address().getHostString() + ":" + target.address().getPort();
        try (SocketWire wire = new Dialer(target.address()).dial()) {
            if (!wire.isGreetedBy("OK parley/1")) {
                throw new CannotBegin("what answers at " + server + " does not greet with OK parley/1");
            }
        } catch (IOException e) {
            throw new CannotBegin("nobody answers at " + server + ": " + e.getMessage());
        }
        if (target.operator() != null) {
            try {
                OperatorWire.ask(target.operator(), "bans");
            } catch (IOException e) {
                throw new CannotBegin("--operator: nobody answers at " + target.operator() + ": " + e.getMessage());
            }
        }
        String redis = target.redis();
        if (redis != null) {
            try {
                new DirectClient(redis).close();
            } catch (IOException e) {
                throw new CannotBegin("--redis: " + e.getMessage());
            }
        }
    }
}
