package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.net.probe.Probes;

/** Makes a session of each channel, though no listening socket has accepted it: each is judged as it comes, and nobody else's count. */
public final class SessionInitializer extends ChannelInitializer<Channel> {
    private final Door door;
    private final Reception reception;

    public SessionInitializer(ChatRoom room) {
        Entrance entrance = new Entrance(room.bans(), room.limits().admission());
        this.door = Door.open(entrance);
        this.reception = new LineReception(new LineSessions(room, new Probes(entrance.departures())));
    }

    @Override
    protected void initChannel(Channel channel) {
        if (door.judge(channel)) {
            reception.begin(channel, Entrance.address(channel), Door.refusal(channel));
        }
    }
}
