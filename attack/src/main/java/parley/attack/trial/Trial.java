package parley.attack.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.attack.people.Figures;
import parley.attack.people.People;
import parley.attack.server.HttpProbe;
import parley.attack.server.UpProcess;
import parley.attack.server.Usage;
import parley.attack.server.UsageMeter;
import parley.harness.process.Waiting;
import parley.harness.verdict.Problems;

/** Makes one attack on a server that runs: first people chat in peace, then under attack, then until all is as before. */
public final class Trial {
    private static final int PEOPLE = 50;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final int OK = 200;
    /** What no log of a healthy server holds. */
    private static final Pattern BROKEN =
            Pattern.compile("OutOfMemoryError|LEAK:|NullPointerException|StackOverflowError");

    private final UpProcess server;
    private final Timing timing;
    private final Size size;
    private final Allowance allowance;
    private final Problems problems = new Problems();
    private final Notes notes = new Notes();

    /** @param allowance of the crowd that the attack is, if it is one */
    public Trial(UpProcess server, Timing timing, Size size, Allowance allowance) {
        this.server = server;
        this.timing = timing;
        this.size = size;
        this.allowance = allowance;
    }

    /**
     * Ends with SIGTERM to the server.
     *
     * @param times of the last stored messages before
     */
    public TrialResult run(Attack attack, List<String> times) throws IOException, InterruptedException {
        Scene scene = new Scene(server, timing.attack(), size, times, problems, notes);
        TrialResult.People figures;
        TrialResult.Memory memory;
        @Nullable Duration recovery;
        try (People people = People.enter(server.address(), PEOPLE, problems);
                UsageMeter meter = UsageMeter.start(server)) {
            Waiting.pass(timing.warmUp());
            people.takeFigures();
            Waiting.pass(timing.calm());
            Figures calm = people.takeFigures();
            Usage before = meter.now();
            meter.takeMost();
            if (attack.endsTheServer()) {
                people.expectTheEnd();
            }
            long begun = System.nanoTime();
            attack(attack, scene);
            Waiting.pass(least().minusNanos(Math.min(least().toNanos(), System.nanoTime() - begun)));
            figures = new TrialResult.People(calm, people.takeFigures());
            recovery = attack.endsTheServer() ? Duration.ZERO : recover(people, meter, before);
            memory = new TrialResult.Memory(before, meter.takeMost());
            if (server.isAlive()) {
                attack.look(scene);
            }
        }
        if (!attack.endsTheServer()) {
            judge(figures, memory, recovery);
        }
        end();
        return new TrialResult(figures, memory, recovery, notes.toString(), problems.asList());
    }

    /** So that there is something to be measured also where the attack took a moment only. */
    private Duration least() {
        return timing.attack().compareTo(LEAST) < 0 ? timing.attack() : LEAST;
    }

    private void attack(Attack attack, Scene scene) throws InterruptedException {
        try {
            attack.make(scene);
        } catch (IOException broken) {
            problems.add("the attack could not be finished: " + broken);
        }
    }

    private @Nullable Duration recover(People people, UsageMeter meter, Usage before)
            throws IOException, InterruptedException {
        HttpProbe http = new HttpProbe(server.http());
        long ended = System.nanoTime();
        while (System.nanoTime() - ended < Budget.RECOVERY.plus(STEP).toNanos() && server.isAlive()) {
            long begun = System.nanoTime();
            Waiting.pass(STEP);
            Figures now = people.takeFigures();
            boolean inTime = !timing.judged() || now.most() < Budget.ANSWER;
            if (inTime
                    && now.refused() == 0
                    && Budget.isAsBefore(meter.now(), before)
                    && http.status("/readyz") == OK) {
                return Duration.ofNanos(begun - ended);
            }
        }
        return null;
    }

    private void judge(TrialResult.People figures, TrialResult.Memory memory, @Nullable Duration recovery) {
        if (!server.isAlive()) {
            problems.add("the server died");
            return;
        }
        if (timing.judged() && figures.attacked().most() >= Budget.ANSWER) {
            boolean before = figures.calm().most() >= Budget.ANSWER;
            problems.add("people waited too long" + (before ? ", but so they did before" : ""));
        }
        if (figures.attacked().sent() == 0) {
            problems.add("nobody got an answer");
        }
        String excess = Budget.excess(memory.before(), memory.most(), allowance);
        if (!excess.isEmpty()) {
            problems.add(excess);
        }
        if (recovery == null) {
            problems.add("not as before within " + Budget.RECOVERY.toSeconds() + " s");
        }
    }

    private void end() throws IOException, InterruptedException {
        if (server.isAlive() && !server.terminate()) {
            problems.add("SIGTERM did not end it within 10 s");
        }
        try (var lines = Files.lines(server.log(), StandardCharsets.ISO_8859_1)) {
            List<String> broken =
                    lines.filter(line -> BROKEN.matcher(line).find()).toList();
            problems.addAll("in the log", broken);
        }
    }
}
