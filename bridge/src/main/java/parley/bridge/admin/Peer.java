package parley.bridge.admin;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.kqueue.KQueueDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import java.io.IOException;

/** Identifies who is at the other end of the operator's socket, as the kernel says; -1 where it doesn't. */
record Peer(int uid, int pid) {
    private static final Peer UNKNOWN = new Peer(-1, -1);

    static Peer of(Channel channel) {
        try {
            if (channel instanceof EpollDomainSocketChannel epoll) {
                return of(epoll.peerCredentials());
            }
            if (channel instanceof KQueueDomainSocketChannel kqueue) {
                return of(kqueue.peerCredentials());
            }
        } catch (IOException gone) {
            return UNKNOWN;
        }
        return UNKNOWN;
    }

    private static Peer of(PeerCredentials credentials) {
        return new Peer(credentials.uid(), credentials.pid());
    }

    @Override
    public String toString() {
        return "uid=" + uid + " pid=" + pid;
    }
}
