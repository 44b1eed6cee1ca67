package parley.bridge.net;

import io.netty.channel.embedded.EmbeddedChannel;
import parley.bridge.chat.Bans;
import parley.bridge.chat.CommandTable;
import parley.bridge.chat.Entrance;
import parley.bridge.chat.Lobby;
import parley.bridge.chat.Sessions;
import parley.bridge.limits.Limits;

/** Channels in memory with the pipeline that connections get. */
public final class SessionChannels {
    private final SessionInitializer initializer;

    public SessionChannels(
            Lobby lobby, Entrance entrance, CommandTable commands, Sessions sessions, Bans bans, Limits limits) {
        initializer = new SessionInitializer(entrance, commands, sessions, bans, limits, new Loops(lobby));
    }

    public EmbeddedChannel open() {
        return new EmbeddedChannel(initializer);
    }
}
