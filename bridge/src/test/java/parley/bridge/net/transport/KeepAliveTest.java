package parley.bridge.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.bridge.limits.Limits;

/** What the system is told about peers that send nothing. */
class KeepAliveTest {
    static Set<Transport> transports() {
        return EnumSet.of(Transport.best(), Transport.NIO);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void asksIdlePeersWhetherTheyAreThere(Transport transport) throws Exception {
        List<Integer> values = new ArrayList<>();
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        EventLoopGroup loops = transport.group(1, "test");
        try {
            ServerBootstrap bootstrap = new ServerBootstrap()
                    .group(loops)
                    .channel(transport.tcp())
                    .childOption(ChannelOption.SO_KEEPALIVE, true)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            accepted.complete(channel);
                        }
                    });
            transport.keepAlive().forEach(bootstrap::childOption);
            Channel listener =
                    bootstrap.bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
            int port = ((InetSocketAddress) listener.localAddress()).getPort();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(client.isConnected()).isTrue();
                Channel channel = accepted.get(10, TimeUnit.SECONDS);
                for (ChannelOption<Integer> option : transport.keepAlive().keySet()) {
                    values.add(channel.config().getOption(option));
                }
                assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE))
                        .isTrue();
            }
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
        assertThat(values)
                .containsExactlyInAnyOrder(
                        (int) Limits.KEEPALIVE_IDLE.toSeconds(),
                        (int) Limits.KEEPALIVE_INTERVAL.toSeconds(),
                        Limits.KEEPALIVE_PROBES);
        assertThat(Limits.KEEPALIVE_IDLE.plus(Limits.KEEPALIVE_INTERVAL.multipliedBy(Limits.KEEPALIVE_PROBES)))
                .isLessThan(Duration.ofMinutes(2));
    }
}
