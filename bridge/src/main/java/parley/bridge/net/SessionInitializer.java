package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.net.admission.Refusal;
import parley.bridge.net.probe.Probes;

/** Makes a session of each connection that is let in. */
public final class SessionInitializer extends ChannelInitializer<Channel> {
    private final Entrance entrance;
    private final LineSessions sessions;

    /** A door of its own, on which nobody else's connections count. */
    public SessionInitializer(ChatRoom room) {
        this.entrance = new Entrance(room.bans(), room.limits().admission());
        this.sessions = new LineSessions(room, new Probes(entrance.departures()));
    }

    SessionInitializer(Entrance entrance, LineSessions sessions) {
        this.entrance = entrance;
        this.sessions = sessions;
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress address = Entrance.address(channel);
        @Nullable Refusal refusal = entrance.arrived(channel, address);
        if (refusal == null) {
            sessions.begin(channel, address);
        } else if (entrance.departures().mayLinger(channel)) {
            channel.pipeline().addLast(refusal);
        }
    }
}
