package parley.bridge.net.line;

import io.netty.channel.EventLoop;

/** Holds what the sessions of one event loop share. */
public final class LineLoop {
    private final Followers followers;
    private final Turns turns;

    public LineLoop(EventLoop loop) {
        followers = new Followers(loop);
        turns = new Turns(loop);
    }

    /** Has every session that follows the lobby look at it soon; any thread. */
    public void lobbyGrew() {
        followers.lobbyGrew();
    }

    Followers followers() {
        return followers;
    }

    Turns turns() {
        return turns;
    }
}
