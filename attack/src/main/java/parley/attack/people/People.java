package parley.attack.people;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import parley.attack.horde.Addresses;
import parley.attack.horde.UnsafeBytes;
import parley.harness.load.Loop;
import parley.harness.load.SocketBuffers;
import parley.harness.verdict.Problems;

/**
 * Has people chat who behave: each, from an address of its own, says something once a second and reads all that is said; and one
 * after the other comes in and leaves. On a thread of its own, whatever the attackers do.
 */
public final class People implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NEWCOMER_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int TOLD = 10;

    private final Loop loop = new Loop();
    private final InetSocketAddress server;
    private final Problems problems;
    private final List<Person> people = new ArrayList<>();
    private final BlockingQueue<Runnable> requests = new LinkedBlockingQueue<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "people");
    private Histogram answers = new Histogram(3);
    private @Nullable Newcomer newcomer;
    private int newcomers;
    private long spoken;
    private long refused;
    private final Map<String, Integer> told = new LinkedHashMap<>();
    private volatile boolean ending;
    private volatile boolean over;

    private People(InetSocketAddress server, Problems problems) throws IOException {
        this.server = server;
        this.problems = problems;
    }

    /**
     * Has so many come in, and begin to chat.
     *
     * @param problems is told of each kind of refusal and end of a session, when all is over
     */
    public static People enter(InetSocketAddress server, int count, Problems problems) throws IOException {
        People people = new People(server, problems);
        for (int i = 0; i < count; i++) {
            Person person = new Person("ann" + i, people);
            people.people.add(person);
            person.on(people.loop.connect(Addresses.person(i), server, person, SocketBuffers.AS_THE_SYSTEM_LIKES));
        }
        people.loop.until(() -> people.people.stream().allMatch(Person::isIn), PATIENCE, "everybody is in");
        people.thread.setDaemon(true);
        people.thread.start();
        return people;
    }

    private void run() {
        try {
            long begun = System.nanoTime();
            while (!over) {
                loop.turn(1);
                speak(System.nanoTime() - begun, begun);
                come();
                for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
                    request.run();
                }
            }
            ended.complete(null);
        } catch (IOException | RuntimeException broken) {
            problems.add("the people could not go on: " + broken);
            ended.completeExceptionally(broken);
        }
    }

    /** One after the other, evenly over a second, each once a second. */
    private void speak(long elapsed, long begun) throws IOException {
        long step = EACH_NANOS / people.size();
        while (spoken * step <= elapsed) {
            people.get((int) (spoken % people.size())).speak(begun + spoken * step);
            spoken++;
        }
    }

    private void come() throws IOException {
        if (newcomer != null && !newcomer.isOver() && newcomer.nanos() > NEWCOMER_PATIENCE_NANOS) {
            lost("a newcomer: nothing for 5 s");
            newcomer.giveUp();
        }
        if (newcomer == null || (newcomer.isOver() && newcomer.nanos() > EACH_NANOS)) {
            newcomer = new Newcomer("new" + newcomers, this);
            newcomer.on(
                    loop.connect(Addresses.newcomer(newcomers++), server, newcomer, SocketBuffers.AS_THE_SYSTEM_LIKES));
        }
    }

    /** From now on it is no loss when a session ends: the server will be told to end. */
    public void expectTheEnd() {
        ending = true;
    }

    /** What was noticed since the last call. */
    public Figures takeFigures() throws IOException, InterruptedException {
        CompletableFuture<Figures> figures = new CompletableFuture<>();
        requests.add(() -> figures.complete(figures()));
        try {
            return figures.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the people don't go on", e);
        }
    }

    private Figures figures() {
        Histogram taken = answers;
        answers = new Histogram(3);
        long now = System.nanoTime();
        for (Person person : people) {
            for (long due : person.unanswered()) {
                taken.recordValue(Math.max(0, (now - due) / 1_000));
            }
        }
        Figures figures = new Figures(
                taken.getTotalCount(),
                taken.getValueAtPercentile(50) / 1e3,
                taken.getValueAtPercentile(99) / 1e3,
                refused);
        refused = 0;
        return figures;
    }

    void answered(long due) {
        answers.recordValue(Math.max(0, (System.nanoTime() - due) / 1_000));
    }

    void refused(String line) {
        refused++;
        tell("refused: " + line);
    }

    void lost(String what) {
        if (!ending) {
            refused++;
            tell("lost: " + what);
        }
    }

    private void tell(String problem) {
        if (told.containsKey(problem) || told.size() < TOLD) {
            told.merge(problem, 1, Integer::sum);
        }
    }

    void missed(String line) {
        refused("a live reader got " + line);
    }

    void check(ByteBuffer bytes) {
        String unsafe = UnsafeBytes.find(bytes);
        if (unsafe != null) {
            tell("sent to people: " + unsafe);
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        try {
            ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException broken) {
            // Told when it happened.
        }
        told.forEach((problem, times) -> problems.add(times == 1 ? problem : problem + " (" + times + " times)"));
        loop.close();
    }
}
