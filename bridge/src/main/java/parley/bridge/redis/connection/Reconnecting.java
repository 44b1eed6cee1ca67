package parley.bridge.redis.connection;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a connection to Redis again, at once and then at growing intervals, whenever it is lost. Each life of it is a
 * connection of its own, so nothing of an earlier one is ever sent again. Its state changes on the maintenance thread only.
 */
public final class Reconnecting<C extends StatefulConnection<?, ?>> {
    private static final Logger log = LoggerFactory.getLogger(Reconnecting.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LAST_DELAY = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofSeconds(5);

    /** What follows the connection's lives; called on the maintenance thread, each {@code up} followed by one {@code down}. */
    public interface Listener<C> {
        void up(C connection);

        void down();
    }

    private final String what;
    private final MaintenanceThread maintenance;
    private final Supplier<? extends CompletionStage<C>> dial;
    private final Listener<C> listener;
    private @Nullable C current;
    private volatile int lives;
    private Duration delay = FIRST_DELAY;
    /** When the present life began. */
    private long openedAt;

    private long complainedAt;
    private boolean complained;

    public Reconnecting(
            String what,
            MaintenanceThread maintenance,
            Supplier<? extends CompletionStage<C>> dial,
            Listener<C> listener) {
        this.what = what;
        this.maintenance = maintenance;
        this.dial = dial;
        this.listener = listener;
    }

    public void start() {
        maintenance.run(this::open);
    }

    /** How often it was opened. Any thread. */
    public int lives() {
        return lives;
    }

    /** Gives up the connection, which seems dead, and opens another. Maintenance thread only. */
    public void restart(String reason) {
        C old = current;
        if (old != null) {
            log.warn("opening the {} connection to Redis again: {}", what, reason);
            lost(old);
        }
    }

    private void open() {
        CompletionStage<C> dialled;
        try {
            dialled = dial.get();
        } catch (Throwable broken) {
            failed(broken);
            return;
        }
        dialled.whenComplete((connection, failure) -> {
            if (connection == null) {
                maintenance.run(() -> failed(failure));
            } else {
                // Where nothing more is begun, the dialer, which is closed next, closes what it has opened.
                maintenance.run(() -> opened(connection));
            }
        });
    }

    private void opened(C connection) {
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                maintenance.run(() -> lost(connection));
            }
        });
        if (complained) {
            log.info("the {} connection to Redis is up again", what);
        }
        complained = false;
        current = connection;
        openedAt = System.nanoTime();
        int before = lives;
        lives = before + 1;
        boolean usable = false;
        try {
            listener.up(connection);
            usable = connection.isOpen();
        } catch (Throwable broken) {
            log.error("the {} connection to Redis could not be used", what, broken);
        }
        if (!usable) {
            lost(connection);
        }
    }

    private void failed(@Nullable Throwable failure) {
        if (maintenance.isClosed()) {
            return;
        }
        if (!complained || System.nanoTime() - complainedAt > BETWEEN_COMPLAINTS.toNanos()) {
            complained = true;
            complainedAt = System.nanoTime();
            log.warn("Redis can't be reached ({} connection), trying again: {}", what, reason(failure));
        }
        openLater();
    }

    private void lost(C connection) {
        if (current != connection) {
            return;
        }
        current = null;
        if (System.nanoTime() - openedAt > LAST_DELAY.toNanos()) {
            // One that ends as soon as it begins is not to be opened without a pause for ever.
            delay = FIRST_DELAY;
        }
        connection.closeAsync();
        log.warn("lost the {} connection to Redis", what);
        complained = true;
        complainedAt = System.nanoTime();
        try {
            listener.down();
        } finally {
            openLater();
        }
    }

    private void openLater() {
        maintenance.after(delay, this::open);
        Duration doubled = delay.multipliedBy(2);
        delay = doubled.compareTo(LAST_DELAY) < 0 ? doubled : LAST_DELAY;
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root == null ? "unknown" : root.getMessage());
    }
}
