package parley.bridge.net.line;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes to a connection's socket as they stand in memory, where nothing that was sent before still waits: past the pipeline
 * and the queue of what is to be sent, which cost more than a few lines do. What it does not take is to be written to the channel as
 * ever, which also finds out what is wrong with a connection that takes nothing. One per connection, on its event loop.
 */
final class DirectSocket {
    private final Socket socket;
    /** Netty's, where all waits that the socket has not taken. */
    private final ChannelOutboundBuffer waiting;

    private DirectSocket(Socket socket, ChannelOutboundBuffer waiting) {
        this.socket = socket;
        this.waiting = waiting;
    }

    /**
     * Null where the transport has no such sockets, the connection is over, or a handler has to see what is sent, TLS for one.
     *
     * @param channel with all handlers that it will have of those
     */
    static @Nullable DirectSocket of(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return channel instanceof UnixChannel unix
                        && unix.fd() instanceof Socket socket
                        && waiting != null
                        && !isSeen(channel)
                ? new DirectSocket(socket, waiting)
                : null;
    }

    private static boolean isSeen(Channel channel) {
        for (Map.Entry<String, ChannelHandler> each : channel.pipeline()) {
            if (each.getValue() instanceof ChannelOutboundHandler) {
                return true;
            }
        }
        return false;
    }

    /** Whether what is sent now goes at once, as far as the system takes it: nothing waits, and the socket is open. */
    boolean isIdle() {
        // A closed socket's number may be another's by now.
        return waiting.totalPendingWriteBytes() == 0 && socket.isOpen();
    }

    /**
     * Sends bytes of the buffer, from the offset on; the buffer stays as it is. Only while {@link #isIdle}.
     *
     * @return how many were taken, 0 to {@code length}
     */
    int send(ByteBuf bytes, int offset, int length) {
        if (!bytes.hasMemoryAddress()) {
            return 0;
        }
        try {
            return socket.sendAddress(bytes.memoryAddress(), offset, offset + length);
        } catch (IOException broken) {
            // The channel will find the same, and end.
            return 0;
        }
    }
}
