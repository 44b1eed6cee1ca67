package parley.bridge.net.line;

import org.jspecify.annotations.Nullable;
import parley.bridge.chat.answer.Inbox;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LogSlice;

/** Is a live session as its event loop knows it: what it takes to give it lines stands close together. On the loop only. */
final class Follower {
    private final Inbox inbox;
    private final ChannelOutlet outlet;
    /** Null where lines can't go out as they stand in the lobby. */
    private final @Nullable DirectSocket socket;
    /** Where it stands among the others. */
    int place;

    Follower(Inbox inbox, ChannelOutlet outlet, @Nullable DirectSocket socket) {
        this.inbox = inbox;
        this.outlet = outlet;
        this.socket = socket;
    }

    /** What it follows. */
    LobbyLog log() {
        return inbox.log();
    }

    /** Whether lines of the lobby, and nothing else, may go to its socket now. */
    boolean isReady() {
        return socket != null && inbox.follows() && socket.isIdle();
    }

    /** Where it is in the lobby. */
    long position() {
        return inbox.position();
    }

    /**
     * Sends the lines that it is to have next; the slice's reference stays the caller's. Only while {@link #isReady}.
     *
     * @return how many bytes the system took; the rest waits, as what else is sent
     */
    int send(LogSlice slice) {
        ByteBufMemory memory = (ByteBufMemory) slice.memory();
        int taken = socket == null ? 0 : socket.send(memory.bytes(), slice.offset(), slice.length());
        inbox.passed(slice);
        if (taken < slice.length() && memory.retain()) {
            outlet.slice(slice.from(taken));
            outlet.flush();
        }
        return taken;
    }

    void wake() {
        outlet.run();
    }

    void failed(Throwable broken) {
        outlet.failed(broken);
    }
}
