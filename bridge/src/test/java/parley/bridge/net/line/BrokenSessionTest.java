package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.Inbox;
import parley.bridge.chat.answer.InboxOwner;
import parley.bridge.chat.answer.MissedMessages;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.session.Conversation;
import parley.bridge.chat.session.LineEndpoint;
import parley.bridge.limits.ClientAddress;
import parley.protocol.metric.DurationCounter;

/** A session whose work fails, by whatever it is, ends; the others of its loop go on. */
class BrokenSessionTest {
    private static final Inbox INBOX = new Inbox(
            HeapMemory.newLobby().log(),
            new InboxOwner(1, overdrawn -> {
                throw new UnsupportedOperationException("no whispers");
            }),
            new MissedMessages());

    private final EmbeddedChannel broken = new EmbeddedChannel();
    private final EmbeddedChannel well = new EmbeddedChannel();
    private final AtomicInteger woken = new AtomicInteger();

    /** Does nothing but to be woken. */
    private record Endpoint(Outlet outlet, Runnable woken) implements LineEndpoint {
        @Override
        public void greet() {
            outlet.following(INBOX);
        }

        @Override
        public Conversation conversation() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wake() {
            woken.run();
        }

        @Override
        public void disconnected() {}
    }

    private void begin(EmbeddedChannel channel, LineLoop loop, Runnable woken) {
        channel.pipeline()
                .addLast(new LineHandler(
                        new SessionExecutor(channel, loop, new ClientAddress(0, 0)),
                        new PlainLines(100),
                        outlet -> new Endpoint(outlet, woken)));
        channel.pipeline().fireChannelActive();
    }

    @Test
    void whenTheLobbyGrows() {
        LineLoop loop = new LineLoop(well.eventLoop(), new DurationCounter());
        begin(broken, loop, () -> {
            throw new OutOfMemoryError("no direct memory");
        });
        begin(well, loop, woken::incrementAndGet);
        loop.lobbyGrew();
        well.runPendingTasks();
        broken.runPendingTasks();

        assertThat(broken.isOpen()).isFalse();
        assertThat(well.isOpen()).isTrue();
        assertThat(woken).hasValue(1);
    }

    @Test
    void whenSomethingComesBackThatItAskedFor() {
        LineLoop loop = new LineLoop(broken.eventLoop(), new DurationCounter());
        begin(broken, loop, () -> {});
        new SessionExecutor(broken, loop, new ClientAddress(0, 0)).execute(() -> {
            throw new OutOfMemoryError("no direct memory");
        });
        broken.runPendingTasks();

        assertThat(broken.isOpen()).isFalse();
    }
}
