package parley.conformance.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import parley.conformance.suite.Case;
import parley.conformance.suite.Failure;
import parley.conformance.suite.Skipped;
import parley.conformance.transcript.FreshNames;
import parley.conformance.transcript.Player;
import parley.conformance.transcript.Sending;
import parley.conformance.transcript.Transcript;
import parley.conformance.transcript.Vectors;

/** Makes cases of the transcripts: each is played joined, byte by byte and at random splits, all on one server. */
final class TranscriptCases {
    /** Who has just left may be listed, or count, for another moment. */
    private static final int TRIES_WITH_OTHERS = 4;

    /** Where a second playing from the same address would be refused. */
    private static final String CONNECT_RATE = "connect-rate";

    /** The one file that needs a lobby in which nothing was said. */
    private static final String EMPTY = "empty-lobby";

    private enum Cut {
        JOINED,
        BYTES,
        SPLITS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Sending sending(long seed) {
            return switch (this) {
                case JOINED -> Sending.JOINED;
                case BYTES -> Sending.BYTE_BY_BYTE;
                case SPLITS -> Sending.atRandom(seed);
            };
        }
    }

    private final Target target;
    private final Dialer dialer;
    private final FreshNames names;
    private final long seed;

    TranscriptCases(Target target, Dialer dialer, FreshNames names, long seed) {
        this.target = target;
        this.dialer = dialer;
        this.names = names;
        this.seed = seed;
    }

    /**
     * First what needs an empty lobby, then all files in one way, then in the next: so that a name that two files use has time to be
     * free again.
     */
    List<Case> all() throws IOException {
        List<Transcript> transcripts = Vectors.all().stream()
                .filter(each -> target.options().isEmpty() || target.options().equals(each.options()))
                .toList();
        List<Case> cases = new ArrayList<>();
        for (boolean empty : new boolean[] {true, false}) {
            for (Cut cut : Cut.values()) {
                transcripts.stream()
                        .filter(each -> each.name().equals(EMPTY) == empty)
                        .forEach(each -> cases.add(new Case(
                                each.name() + "/" + cut.word(), each.paragraph(), false, () -> play(each, cut))));
            }
        }
        return cases;
    }

    private void play(Transcript transcript, Cut cut) throws IOException, Failure, Skipped, InterruptedException {
        skipWhereSomethingLacks(transcript);
        boolean countsOthers = transcript.listsUsers() || !transcript.options().isEmpty();
        int tries = countsOthers ? TRIES_WITH_OTHERS : 1;
        while (true) {
            tries--;
            Dialer own = transcript.options().containsKey(CONNECT_RATE) ? dialer.fromElsewhere() : dialer;
            try (ServerStage stage =
                    new ServerStage(target, own, transcript.needsOperator(), transcript.needsRedis())) {
                new Player(stage, cut.sending(seed + transcript.name().hashCode())).play(names.renamed(transcript));
                return;
            } catch (Failure failure) {
                if (tries == 0) {
                    throw failure;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private void skipWhereSomethingLacks(Transcript transcript) throws IOException, Failure, Skipped {
        if (transcript.name().equals(EMPTY) && !isEmpty()) {
            throw new Skipped("needs a lobby in which nothing was ever said");
        }
        if (!transcript.options().equals(target.options())) {
            StringBuilder options = new StringBuilder();
            transcript.options().forEach((name, value) -> options.append(" --" + name + " " + value));
            throw new Skipped("needs a server started with" + options);
        }
        if (transcript.needsOperator() && target.operator() == null) {
            throw new Skipped("needs --operator");
        }
        if (transcript.needsRedis() && target.redis() == null) {
            throw new Skipped("needs --redis");
        }
    }

    private boolean isEmpty() throws IOException, Failure {
        try (Talk talk = new Talk(dialer, names)) {
            Person somebody = talk.enter("ann");
            somebody.say("history 1");
            return somebody.line("OK 0, or a message").equals("OK 0");
        }
    }
}
