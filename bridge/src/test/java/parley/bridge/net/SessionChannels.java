package parley.bridge.net;

import io.netty.channel.embedded.EmbeddedChannel;
import parley.bridge.chat.session.ChatRoom;

/** Channels in memory with the pipeline that connections get. */
public final class SessionChannels {
    private final SessionInitializer initializer;

    public SessionChannels(ChatRoom room) {
        initializer = new SessionInitializer(room);
    }

    public EmbeddedChannel open() {
        return new EmbeddedChannel(initializer);
    }
}
