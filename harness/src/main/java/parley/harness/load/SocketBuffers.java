package parley.harness.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Says how many bytes the system is to hold for a connection on this side.
 *
 * @param receive of what came and is not read; 0 for what it likes
 * @param send of what was sent and is not taken; 0 for what it likes
 */
public record SocketBuffers(int receive, int send) {
    public static final SocketBuffers AS_THE_SYSTEM_LIKES = new SocketBuffers(0, 0);

    /** To be called before it connects. */
    void applyTo(SocketChannel channel) throws IOException {
        if (receive > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receive);
        }
        if (send > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, send);
        }
    }
}
