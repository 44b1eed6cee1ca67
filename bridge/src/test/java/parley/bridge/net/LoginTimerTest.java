package parley.bridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.ForgetfulBridge;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.chat.session.Login;
import parley.bridge.chat.session.Sessions;
import parley.bridge.limits.Limits;

/** Who doesn't log in in time, and who does. */
class LoginTimerTest {
    private final Lobby lobby = HeapMemory.newLobby();
    private final ForgetfulBridge redis = new ForgetfulBridge();
    private final Sessions sessions = new Sessions();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        lobby.free();
    }

    private void begin() {
        channel.freezeTime();
        channel.pipeline()
                .addLast(new SessionInitializer(new ChatRoom(
                        lobby,
                        new Login(lobby, redis, redis, redis, sessions, Fence.NONE),
                        new Commands(redis, redis, redis, redis),
                        sessions,
                        redis,
                        Limits.unlimited())));
        channel.pipeline().fireChannelActive();
        assertThat(said()).startsWith("OK parley/1");
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        // What was due, and what that has the session do.
        channel.runPendingTasks();
        channel.runPendingTasks();
    }

    private String said() {
        StringBuilder said = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            said.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return said.toString();
    }

    @Test
    void endsWhoHasNotLoggedInWhenTheTimeIsOver() {
        begin();

        pass(Limits.LOGIN_TIME.toMillis() - 1);
        assertThat(said()).isEmpty();
        pass(1);

        assertThat(said()).startsWith("BYE login-timeout ");
        assertThat(sessions.size()).isZero();
    }

    @Test
    void leavesThoseAloneWhoHave() {
        begin();
        channel.writeInbound(Unpooled.copiedBuffer("ann\n", StandardCharsets.UTF_8));
        channel.runPendingTasks();
        assertThat(said()).startsWith("OK Welcome ann!");

        for (int seconds = 0; seconds <= 2 * Limits.LOGIN_TIME.toSeconds(); seconds++) {
            pass(1_000);
        }

        assertThat(said()).isEmpty();
        assertThat(sessions.size()).isOne();
    }
}
