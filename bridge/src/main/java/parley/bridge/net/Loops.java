package parley.bridge.net;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashMap;
import java.util.Map;
import parley.bridge.chat.Lobby;
import parley.bridge.net.line.Followers;

/** The event loops, each with the live sessions that it wakes when the lobby grows. */
final class Loops {
    private final Map<EventExecutor, Followers> followers = new LinkedHashMap<>();
    private final Followers[] all;

    Loops(Iterable<? extends EventExecutor> loops, Lobby lobby) {
        for (EventExecutor loop : loops) {
            followers.put(loop, new Followers(loop));
        }
        all = followers.values().toArray(Followers[]::new);
        lobby.onGrowth(this::lobbyGrew);
    }

    static Loops of(EventLoopGroup group, Lobby lobby) {
        return new Loops(group, lobby);
    }

    private void lobbyGrew() {
        for (Followers loop : all) {
            loop.lobbyGrew();
        }
    }

    Followers followers(EventLoop loop) {
        return followers.computeIfAbsent(loop, Followers::new);
    }
}
