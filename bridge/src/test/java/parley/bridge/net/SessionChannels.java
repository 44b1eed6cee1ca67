package parley.bridge.net;

import io.netty.channel.embedded.EmbeddedChannel;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.port.Bans;
import parley.bridge.chat.session.CommandTable;
import parley.bridge.chat.session.Login;
import parley.bridge.chat.session.Sessions;
import parley.bridge.limits.Limits;

/** Channels in memory with the pipeline that connections get. */
public final class SessionChannels {
    private final SessionInitializer initializer;

    public SessionChannels(
            Lobby lobby, Login login, CommandTable commands, Sessions sessions, Bans bans, Limits limits) {
        initializer = new SessionInitializer(login, commands, sessions, bans, limits, new LineLoops(lobby));
    }

    public EmbeddedChannel open() {
        return new EmbeddedChannel(initializer);
    }
}
