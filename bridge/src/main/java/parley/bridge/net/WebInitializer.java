package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import org.jspecify.annotations.Nullable;
import parley.bridge.net.tls.TlsLayer;
import parley.bridge.net.web.WebSite;

/** Serves each connection the page, and makes a session of one that becomes a WebSocket; turned away, it is told so over HTTP. */
final class WebInitializer extends ChannelInitializer<Channel> {
    private final @Nullable TlsLayer tls;
    private final WebSite site;

    /** @param tls put on connections first; null for none */
    WebInitializer(@Nullable TlsLayer tls, WebSite site) {
        this.tls = tls;
        this.site = site;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (tls == null) {
            begin(channel);
        } else {
            tls.secure(channel, this::begin);
        }
    }

    private void begin(Channel channel) {
        site.begin(channel, Entrance.address(channel), Door.refusal(channel));
    }
}
