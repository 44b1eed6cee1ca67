package parley.bridge.chat.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LogSlice;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.name.Nicknames;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;

/** What all suites need. */
abstract class Contract {
    protected static final Duration PATIENCE = Duration.ofSeconds(5);
    protected static final ClientAddress HOME = ClientAddress.of(new byte[] {127, 0, 0, 1});

    private Backend backend;

    /** A fresh one for each test. */
    protected abstract Backend newBackend();

    @BeforeEach
    final void openBackend() {
        backend = newBackend();
    }

    @AfterEach
    final void closeBackend() {
        backend.close();
    }

    protected final Backend backend() {
        return backend;
    }

    protected static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    protected static Nickname nick(String name) {
        return Nicknames.check(name).nickname();
    }

    /** Claims the nickname, which is free. */
    protected static Nickname online(Backend.Ports bridge, String name) {
        Nickname nick = nick(name);
        assertThat(await(bridge.presence().claim(nick, Deadline.ofRedis()))).isTrue();
        return nick;
    }

    /** All lines in the lobby, without their ends. */
    protected static List<String> lines(Lobby lobby) {
        StringBuilder text = new StringBuilder();
        long position = lobby.log().tail();
        long head = lobby.log().head();
        while (position < head) {
            LogSlice slice = Objects.requireNonNull(lobby.log().read(position, head, 1 << 16));
            position = slice.next();
            text.append(HeapMemory.take(slice));
        }
        return text.toString().lines().toList();
    }

    /** Everything behind the time of each line. */
    protected static List<String> texts(Lobby lobby) {
        return lines(lobby).stream().map(line -> line.split(" ", 3)[2]).toList();
    }

    protected static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(assertion);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
