package parley.app.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Answers {@code GET} and {@code HEAD}, on one loop that does nothing else. What one client may cost is bounded: a request has 10 s to
 * come whole and another 10 s for its answer to be taken, and 4 KiB of head; requests of one connection are answered one at a time,
 * by turns with others'; of more than {@link #MAX_CONNECTIONS} connections the one that has been silent for longest goes.
 */
public final class HttpServer implements AutoCloseable {
    static final int MAX_CONNECTIONS = 200;

    private static final int MAX_LINE = 2_048;
    private static final int MAX_HEAD = 4_096;
    private static final int MAX_CHUNK = 1_024;
    private static final int MAX_BODY = 4_096;
    private static final int BACKLOG = 1_024;

    private final EventLoopGroup loop;
    private final OpenConnections open;
    private final Channel listening;

    private HttpServer(EventLoopGroup loop, OpenConnections open, Channel listening) {
        this.loop = loop;
        this.open = open;
        this.listening = listening;
    }

    /**
     * Listens.
     *
     * @param pages what is at a path, which is decoded and has no query; called on the loop, and must not block
     * @throws IOException if it can't listen there
     */
    public static HttpServer start(InetSocketAddress address, Function<String, HttpAnswer> pages) throws IOException {
        EventLoopGroup loop =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("http", true), NioIoHandler.newFactory());
        OpenConnections open = new OpenConnections(MAX_CONNECTIONS);
        Channel listening = null;
        try {
            // The same address may be bound again at once after this process has ended.
            listening = new ServerBootstrap()
                    .group(loop)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1, 2))
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline()
                                    .addLast(new HttpServerCodec(MAX_LINE, MAX_HEAD, MAX_CHUNK))
                                    .addLast(new HttpServerKeepAliveHandler())
                                    .addLast(new HttpObjectAggregator(MAX_BODY, true))
                                    .addLast(new FlowControlHandler())
                                    .addLast(new RequestHandler(pages, open));
                        }
                    })
                    .bind(address)
                    .syncUninterruptibly()
                    .channel();
            return new HttpServer(loop, open, listening);
        } catch (Exception failure) {
            throw failure instanceof IOException known ? known : new IOException(failure.getMessage(), failure);
        } finally {
            if (listening == null) {
                loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            }
        }
    }

    /** The one it listens on. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Ends at once, whoever is still asking. */
    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        loop.submit(open::closeAll).syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
