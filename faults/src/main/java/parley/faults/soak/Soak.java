package parley.faults.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import parley.client.Client;
import parley.client.ClientBuilder;
import parley.faults.check.ArchiveFile;
import parley.faults.deployment.BridgeProcess;
import parley.faults.deployment.Deployment;
import parley.faults.deployment.FrontDoor;
import parley.faults.deployment.Programs;
import parley.faults.deployment.RedisTopology;

/**
 * Has one library's echo bot answer numbered messages while what it needs is killed, and counts in the archive what it said: each
 * number once, whatever broke.
 */
final class Soak {
    private static final String BOT = "echo";
    private static final String SPEAKER = "speaker";

    /** So many are asked for before they are answered, so that each fault has some on their way. */
    private static final int AHEAD = 200;

    /** For a start of anything, and for the next answer after a fault. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path jar;
    private final int messages;
    private final List<SoakFault> faults;

    /** @param faults in this order, spread over the messages */
    Soak(Path jar, int messages, List<SoakFault> faults) {
        this.jar = jar;
        this.messages = messages;
        this.faults = List.copyOf(faults);
    }

    /** Starts everything under that directory, where the processes' logs are then as well. */
    SoakResult run(Path work, SoakSettings.Bot library) throws Exception {
        try (Deployment deployment = Deployment.start(RedisTopology.SERVER, Programs.of(jar), work, 2)) {
            FrontDoor door = deployment.frontDoor();
            BotProcess bot = BotProcess.start(deployment, door, library, BOT);
            Client speaker = client(SPEAKER, deployment).start();
            Client listener = client("listener", deployment).start();
            Progress progress = new Progress(BOT);
            listener.events().subscribe(progress);
            // What nobody takes would stay in memory.
            speaker.events().subscribe(new Progress(BOT));
            try {
                bot.awaitLive(listener, progress);
                speak(speaker, progress);
                List<SoakFault> struck = new ArrayList<>();
                List<String> problems = new ArrayList<>(strike(deployment, door, progress, struck));
                problems.addAll(bot.leave(listener));
                listener.pub(Witness.LAST).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                List<Tally> tallies =
                        new Witness(new ArchiveFile(deployment.archive())).count(SPEAKER, BOT, messages, PATIENCE);
                tallies.forEach(tally -> problems.addAll(tally.problems()));
                return new SoakResult(
                        library.name(),
                        messages,
                        List.copyOf(struck),
                        sum(tallies, Tally::gaps),
                        sum(tallies, Tally::doubles),
                        List.copyOf(problems));
            } finally {
                speaker.leave();
                listener.leave();
            }
        }
    }

    private static int sum(List<Tally> tallies, Function<Tally, List<Integer>> which) {
        return tallies.stream().mapToInt(tally -> which.apply(tally).size()).sum();
    }

    private static ClientBuilder client(String nick, Deployment deployment) {
        ClientBuilder builder = Client.builder(nick);
        for (BridgeProcess bridge : deployment.bridges()) {
            builder.address("127.0.0.1", bridge.port());
        }
        return builder;
    }

    /** Asks for all echoes, in order, a few ahead of the answers; not in this thread. What was not said is missing in the archive. */
    private void speak(Client speaker, Progress progress) {
        Thread thread = new Thread(
                () -> {
                    try {
                        for (int number = 1; number <= messages; number++) {
                            if (!progress.reaches(number - AHEAD, PATIENCE)) {
                                return;
                            }
                            speaker.pub("!echo " + number);
                        }
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                },
                SPEAKER);
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes each fault in its turn, notes it, and waits for the last answer. */
    private List<String> strike(Deployment deployment, FrontDoor door, Progress progress, List<SoakFault> struck)
            throws IOException, InterruptedException {
        int here = 0;
        for (int done = 0; done < faults.size(); done++) {
            SoakFault fault = faults.get(done);
            long due = (long) messages * (done + 1) / (faults.size() + 1);
            if (!progress.reaches(due, PATIENCE)) {
                return List.of("no answer for " + PATIENCE.toSeconds() + " s, behind " + progress.heard() + ", before "
                        + fault);
            }
            fault.strike(
                    deployment,
                    door,
                    deployment.bridges().get(here),
                    deployment.bridges().get(1 - here));
            struck.add(fault);
            here = fault.endsABridge() ? 1 - here : here;
        }
        return progress.reaches(messages, PATIENCE)
                ? List.of()
                : List.of("no answer for " + PATIENCE.toSeconds() + " s, behind " + progress.heard());
    }
}
