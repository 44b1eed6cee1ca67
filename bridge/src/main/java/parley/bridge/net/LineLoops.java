package parley.bridge.net;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.net.line.LineLoop;

/** Keeps the event loops that have had sessions, and has each wake its live ones when the lobby grows. For all threads. */
final class LineLoops {
    private final Map<EventLoop, LineLoop> loops = new ConcurrentHashMap<>();

    LineLoops(Lobby lobby) {
        lobby.onGrowth(this::lobbyGrew);
    }

    private void lobbyGrew() {
        loops.values().forEach(LineLoop::lobbyGrew);
    }

    LineLoop of(EventLoop loop) {
        return loops.computeIfAbsent(loop, LineLoop::new);
    }
}
