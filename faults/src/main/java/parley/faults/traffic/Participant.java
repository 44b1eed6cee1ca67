package parley.faults.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a name who sits at a bridge and, when the session is lost, comes back under the same name: to the same bridge, or if
 * it roams to any.
 */
abstract class Participant implements Runnable {
    private static final Duration GREETED = Duration.ofSeconds(2);
    private static final Duration WELCOMED = Duration.ofSeconds(4);
    private static final long BETWEEN_ATTEMPTS_MILLIS = 100;

    final Room room;
    private final String name;
    private final int home;
    private final boolean roams;
    private final AtomicInteger generation = new AtomicInteger();
    private volatile int bridge;
    private volatile boolean seated;
    private volatile boolean goingHome;
    private volatile boolean abandoning;
    private volatile long seatedAt;
    private volatile @Nullable Connection connection;

    Participant(Room room, String name, int home, boolean roams) {
        this.room = room;
        this.name = name;
        this.home = home;
        this.roams = roams;
        this.bridge = home;
    }

    /** What it does at a bridge until that ends; returns only when it left of its own will. */
    abstract void attend(Connection seat) throws IOException, InterruptedException;

    final String name() {
        return name;
    }

    final String nick() {
        int times = generation.get();
        return times == 0 ? name : name + "-" + times;
    }

    final int bridge() {
        return bridge;
    }

    /** Whether it goes nowhere else. */
    final boolean livesAt(int place) {
        return home == place && !roams;
    }

    final boolean isSeatedAtHome() {
        return seated && bridge == home && !goingHome;
    }

    final boolean isSeated() {
        return seated;
    }

    /** When it was last welcomed, by {@code System.nanoTime}. */
    final long seatedAt() {
        return seatedAt;
    }

    /** Asks it to leave for its own bridge, if it sits elsewhere. */
    final void goHome() {
        goingHome = bridge != home;
    }

    final boolean wantsToLeave() {
        return goingHome || room.isClosing();
    }

    /** Has it give up its connection, of which the other end learns nothing, and come back under another name, elsewhere. */
    final void abandon() {
        Connection given = connection;
        if (given != null) {
            abandoning = true;
            generation.incrementAndGet();
            given.close();
        }
    }

    @Override
    public final void run() {
        try {
            long awaySince = System.nanoTime();
            while (!room.isClosing()) {
                try (Connection seat = sitDown()) {
                    connection = seat;
                    seatedAt = System.nanoTime();
                    if (roams) { // Others wait for their bridge, however long it is down.
                        room.losses().away(nick(), Duration.ofNanos(seatedAt - awaySince));
                    }
                    seated = true;
                    attend(seat);
                    awaySince = System.nanoTime();
                    leave(seat);
                } catch (IOException e) {
                    awaySince = System.nanoTime();
                    lost(e);
                } finally {
                    seated = false;
                    connection = null;
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave(Connection seat) throws IOException {
        seat.send("downline");
        String answer = seat.read(Duration.ofSeconds(10));
        while (!answer.startsWith("OK") && !answer.startsWith("BYE")) {
            answer = seat.read(Duration.ofSeconds(10));
        }
        bridge = home;
        goingHome = false;
    }

    private void lost(IOException e) {
        if (!room.isClosing() && !abandoning) {
            room.losses().lost(new Losses.Lost(nick(), bridge, String.valueOf(e.getMessage())));
        }
        if (roams) {
            bridge = (bridge + 1) % room.bridges();
        }
        abandoning = false;
    }

    private Connection sitDown() throws InterruptedException, IOException {
        while (!room.isClosing()) {
            Connection attempt = null;
            try {
                attempt = Connection.open(room.port(bridge));
                if (attempt.read(GREETED).startsWith("OK ")) {
                    attempt.send(nick());
                    if (attempt.read(WELCOMED).startsWith("OK ")) {
                        return attempt;
                    }
                }
                attempt.close();
            } catch (IOException notNow) {
                if (attempt != null) {
                    attempt.close();
                }
            }
            if (roams) {
                bridge = (bridge + 1) % room.bridges();
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS_MILLIS);
        }
        throw new IOException("the room closes");
    }
}
