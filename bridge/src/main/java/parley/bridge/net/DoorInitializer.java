package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import parley.bridge.net.proxy.ProxiedClient;
import parley.bridge.net.proxy.ProxyHeaders;

/** Begins what a door does for each connection that stays: at once, or behind a balancer once its header says whose it is. */
final class DoorInitializer extends ChannelInitializer<Channel> {
    private final Door door;
    private final ProxyHeaders headers;
    private final Reception reception;

    DoorInitializer(Door door, ProxyHeaders headers, Reception reception) {
        this.door = door;
        this.headers = headers;
        this.reception = reception;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (Door.awaitsHeader(channel)) {
            headers.read(channel, Entrance.address(channel), client -> named(channel, client));
        } else {
            reception.begin(channel, Entrance.address(channel), Door.refusal(channel));
        }
    }

    private void named(Channel channel, ProxiedClient client) {
        if (door.judge(channel, client)) {
            reception.begin(channel, client.address(), Door.refusal(channel));
        }
    }
}
