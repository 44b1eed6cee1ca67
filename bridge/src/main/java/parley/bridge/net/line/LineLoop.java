package parley.bridge.net.line;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

/** Holds what the sessions of one event loop share. */
public final class LineLoop {
    private final Followers followers;
    private final Turns turns;
    private final VanishedPeers vanished;

    public LineLoop(EventLoop loop) {
        followers = new Followers(loop);
        turns = new Turns(loop);
        vanished = new VanishedPeers(loop);
    }

    /** Has every session that follows the lobby look at it soon; any thread. */
    public void lobbyGrew() {
        followers.lobbyGrew();
    }

    /** Closes the connection when its peer has vanished; on the loop. */
    public void watch(Channel connection) {
        vanished.watch(connection);
    }

    Followers followers() {
        return followers;
    }

    Turns turns() {
        return turns;
    }
}
