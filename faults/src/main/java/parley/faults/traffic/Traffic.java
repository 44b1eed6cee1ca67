package parley.faults.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.faults.deployment.Deployment;
import parley.harness.process.Waiting;

/**
 * Runs the whole traffic: at each bridge two writers by {@code once} and one by {@code pub}, two live readers, one that pulls and one
 * that does not read, most of whom roam; and a direct client. Behind a balancer nobody has a bridge of their own, and two want the
 * same name all the time.
 */
public final class Traffic implements AutoCloseable {
    private static final Duration BEGUN = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final TrafficState state;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    /** Names that two want. */
    private final List<String> contended = new ArrayList<>();

    private final DirectClient direct;
    private final List<Thread> threads = new ArrayList<>();

    private Traffic(Deployment deployment) {
        state = new TrafficState(deployment.ports(), deployment.redis().clock());
        direct = new DirectClient(state, deployment.redis(), "d1");
        for (int number = 0; number < deployment.bridges().size(); number++) {
            int home = number % state.bridges();
            writers.add(new KeyedWriter(state, "w" + number, home, false));
            writers.add(new KeyedWriter(state, "v" + number, home, true));
            writers.add(new PlainWriter(state, "u" + number, home, true));
            readers.add(new Reader(state, "r" + number, home, false, Reader.Mode.LIVE));
            readers.add(new Reader(state, "q" + number, home, true, Reader.Mode.LIVE));
            readers.add(new Reader(state, "p" + number, home, true, Reader.Mode.PULL));
            readers.add(new Reader(state, "s" + number, home, true, Reader.Mode.SILENT));
        }
        if (deployment.isBalanced()) {
            contended.addAll(List.of("n1", "n2"));
        }
    }

    /** Begins it; the readers are there before the first word. Returns when each has seen something of everybody's. */
    public static Traffic start(Deployment deployment) throws IOException, InterruptedException {
        Traffic traffic = new Traffic(deployment);
        traffic.state.quiet(true);
        traffic.participants().forEach(one -> traffic.begin(one.name(), one));
        traffic.contended.forEach(traffic::contend);
        Waiting.await("all participants are there", BEGUN, traffic::isAllAtHome);
        long now = System.nanoTime();
        Waiting.await(
                "all readers read", BEGUN, () -> traffic.readers.stream().allMatch(one -> one.answeredSince(now)));
        traffic.begin(traffic.direct.name(), traffic.direct);
        traffic.state.anomalies().clear();
        traffic.resume();
        traffic.arm();
        long talking = System.nanoTime();
        Waiting.await(
                "everybody is heard",
                BEGUN,
                () -> traffic.notPublishing(talking).isEmpty()
                        && traffic.notReading(talking).isEmpty());
        return traffic;
    }

    /** Two want that name all the time. */
    private void contend(String name) {
        AtomicReference<@Nullable Contender> holder = new AtomicReference<>();
        begin(name + " one", new Contender(state, name, holder));
        begin(name + " other", new Contender(state, name, holder));
    }

    private void begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private Stream<Participant> participants() {
        return Stream.concat(writers.stream(), readers.stream());
    }

    public SentMessages sentMessages() {
        return state.sentMessages();
    }

    public Anomalies anomalies() {
        return state.anomalies();
    }

    /** All names that should be online. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(contended);
        names.add(direct.name());
        participants().map(Participant::name).forEach(names::add);
        return names;
    }

    /** The names of those whose place is at that bridge alone; a writer's first. */
    public List<String> residents(int bridge) {
        return participants()
                .filter(one -> one.livesAt(bridge))
                .map(Participant::name)
                .toList();
    }

    public String directName() {
        return direct.name();
    }

    /** The number of the direct client's newest message that Redis took. */
    public long directNumber() {
        return direct.published();
    }

    /** Everybody who is logged in at that bridge gives up the connection, without its end being told, and goes elsewhere. */
    public void abandon(int bridge) {
        participants().filter(one -> one.isLoggedIn() && one.bridge() == bridge).forEach(Participant::abandon);
    }

    /** Has each writer mark its first message from now on that is acknowledged. */
    public void arm() {
        writers.forEach(Writer::arm);
    }

    /** Who has not yet had a message acknowledged that was sent after that moment. */
    public List<String> notPublishing(long since) {
        return names(writers.stream().filter(one -> !one.acknowledgedSince(since) || one.marker() == 0));
    }

    /** Who has not yet been answered what was asked after that moment, or has not seen every writer's marked message. */
    public List<String> notReading(long since) {
        return names(readers.stream()
                .filter(one -> !one.answeredSince(since)
                        || (one.mode() != Reader.Mode.SILENT
                                && writers.stream().anyMatch(writer -> one.highest(writer.name()) < writer.marker()))));
    }

    /** Which readers have not yet seen each writer's newest message that was acknowledged. */
    public List<String> lagging() {
        return names(readers.stream()
                .filter(one -> one.mode() != Reader.Mode.SILENT
                        && writers.stream().anyMatch(writer -> one.highest(writer.name()) < writer.acknowledged())));
    }

    /** Who has not yet been told, after that moment, that exactly the right ones are online; with the difference. */
    public List<String> notSeeingAll(long since) {
        Set<String> expected = names();
        return writers.stream()
                .filter(one -> !one.sawOnlineSince(since, expected))
                .map(one -> one.name() + " " + difference(expected, one.users()))
                .toList();
    }

    /** Whether somebody was told, after that moment, who is online, and none of these were. */
    public boolean areAllGone(List<String> names, long since) {
        return writers.stream()
                .anyMatch(one -> one.listedUsersSince(since) && names.stream().noneMatch(one.users()::contains));
    }

    /** Publishes that many messages at once, through all bridges. */
    public void writeBacklog(int messages) throws IOException, InterruptedException {
        BacklogWriter.through(state, messages);
    }

    private static String difference(Set<String> expected, Set<String> actual) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(actual);
        Set<String> extra = new TreeSet<>(actual);
        extra.removeAll(expected);
        return "misses " + missing + ", sees also " + extra;
    }

    /** Which readers have not yet seen the direct client's message of that number. */
    public List<String> notHearingDirect(long number) {
        return names(readers.stream()
                .filter(one -> one.mode() != Reader.Mode.SILENT && one.highest(direct.name()) < number));
    }

    private static List<String> names(Stream<? extends Participant> some) {
        return some.map(Participant::name).toList();
    }

    /** Sends everybody back to where they belong. */
    public void goHome() {
        participants().forEach(Participant::goHome);
    }

    public boolean isAllAtHome() {
        return participants().allMatch(Participant::isSettledAtHome);
    }

    /** Nobody says anything from now on; returns when it is known what became of all that was said. */
    public void pause() throws IOException, InterruptedException {
        state.quiet(true);
        Waiting.await(
                "all that was said is settled", QUIET, () -> writers.stream().allMatch(Writer::isIdle));
    }

    /** The talk goes on. */
    public void resume() {
        state.quiet(false);
    }

    /** What each reader was shown since the last call. */
    public Map<String, List<SeenLine>> takeSeen() {
        Map<String, List<SeenLine>> all = new LinkedHashMap<>();
        readers.stream()
                .filter(one -> one.mode() != Reader.Mode.SILENT)
                .forEach(one -> all.put(one.name(), one.take()));
        return all;
    }

    @Override
    public void close() {
        state.close();
        threads.forEach(Thread::interrupt);
        participants().forEach(Participant::abandon);
    }
}
