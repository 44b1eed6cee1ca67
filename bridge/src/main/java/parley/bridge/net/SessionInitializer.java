package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.util.function.Predicate;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.net.admission.Refusal;
import parley.bridge.net.probe.Probes;

/** Makes a session of each connection that is let in. */
public final class SessionInitializer extends ChannelInitializer<Channel> {
    private final Predicate<Channel> stays;
    private final LineSessions sessions;

    /** For channels that no listening socket has accepted: each is judged as it comes, and nobody else's count. */
    public SessionInitializer(ChatRoom room) {
        Entrance entrance = new Entrance(room.bans(), room.limits().admission());
        this.stays = new Door(entrance, address -> true)::judge;
        this.sessions = new LineSessions(room, new Probes(entrance.departures()));
    }

    /** For those that were judged as they were accepted. */
    SessionInitializer(LineSessions sessions) {
        this.stays = judged -> true;
        this.sessions = sessions;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!stays.test(channel)) {
            return;
        }
        Refusal refusal = Door.refusal(channel);
        if (refusal != null) {
            channel.pipeline().addLast(refusal);
        } else {
            sessions.begin(channel, Entrance.address(channel));
        }
    }
}
