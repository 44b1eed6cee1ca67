package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.net.probe.Probes;

/** Makes a session of each connection that is let in. */
public final class SessionInitializer extends ChannelInitializer<Channel> {
    private final Door door;
    private final LineSessions sessions;

    /** A door of its own, on which nobody else's connections count. */
    public SessionInitializer(ChatRoom room) {
        Entrance entrance = new Entrance(room.bans(), room.limits().admission());
        this.door = new Door(entrance, address -> true);
        this.sessions = new LineSessions(room, new Probes(entrance.departures()));
    }

    SessionInitializer(Door door, LineSessions sessions) {
        this.door = door;
        this.sessions = sessions;
    }

    @Override
    protected void initChannel(Channel channel) {
        Verdict verdict = door.judge(channel);
        if (verdict.refusal() != null) {
            channel.pipeline().addLast(verdict.refusal());
        } else if (verdict.stays()) {
            sessions.begin(channel, Entrance.address(channel));
        }
    }
}
