package parley.bridge.net;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.net.line.LineLoop;

/** The event loops that have had sessions, each with the live ones that it wakes when the lobby grows. For all threads. */
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
