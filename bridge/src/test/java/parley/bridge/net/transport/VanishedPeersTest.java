package parley.bridge.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import parley.bridge.limits.Limits;

class VanishedPeersTest {
    private static final long LONG = Limits.UNANSWERED_TIME.toMillis();

    @Test
    void haveLeftSomethingUnacknowledgedForLong() {
        assertThat(VanishedPeers.isGone(1, 0, LONG, 51_200)).isTrue();
        assertThat(VanishedPeers.isGone(1, 0, LONG - 1, 51_200)).isFalse();
        assertThat(VanishedPeers.isGone(0, 0, 10 * LONG, 200)).isFalse();
    }

    @Test
    void areNotThoseWhoAnswerRetriesThatHaveBecomeRare() {
        assertThat(VanishedPeers.isGone(1, 0, 119_000, 120_000)).isFalse();
        assertThat(VanishedPeers.isGone(1, 0, 121_000, 120_000)).isTrue();
    }

    @Test
    void areNotThoseWhoDoNotReadButAnswer() {
        assertThat(VanishedPeers.isGone(0, 0, 119_000, 200)).isFalse();
        assertThat(VanishedPeers.isGone(0, 1, 119_000, 200)).isFalse();
        assertThat(VanishedPeers.isGone(0, 2, 119_000, 200)).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void letGoOfAllWhoLeftAtTheNextLook() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            EventLoop loop = group.next();
            VanishedPeers peers = new VanishedPeers(loop);
            List<Channel> connections = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Channel connection = new EpollSocketChannel();
                loop.register(connection).sync();
                loop.submit(() -> peers.watch(connection)).sync();
                connections.add(connection);
            }
            for (Channel connection : connections.subList(0, 99)) {
                connection.close().sync();
            }
            loop.submit(peers::look).sync();
            assertThat(loop.submit(peers::size).get()).isEqualTo(1);
            connections.get(99).close().sync();
        } finally {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        }
    }
}
