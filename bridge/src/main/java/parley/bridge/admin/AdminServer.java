package parley.bridge.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.LineHandler;
import parley.bridge.net.line.LineLoop;
import parley.bridge.net.line.PlainLines;
import parley.bridge.net.line.SessionExecutor;
import parley.bridge.net.transport.EventLoops;
import parley.protocol.metric.DurationCounter;

/** Listens on the operator's socket. For all threads. */
public final class AdminServer {
    private final Path path;
    private final Channel listener;
    private final Set<Connection> connections;

    /** Each has a loop's turns of its own. */
    private static final ClientAddress ANYWHERE = new ClientAddress(0, 0);

    private record Connection(Channel channel, OperatorSession session) {}

    private AdminServer(Path path, Channel listener, Set<Connection> connections) {
        this.path = path;
        this.listener = listener;
        this.connections = connections;
    }

    /**
     * Binds and listens.
     *
     * @throws IOException when the socket can't be had, for one because another bridge serves it
     */
    public static AdminServer start(
            EventLoops loops, Path path, Limits limits, OperatorPorts ports, OperatedProcess process)
            throws IOException {
        SocketFile.prepare(path);
        StagedSocket staged = StagedSocket.of(path);
        OperatorCommands commands = new OperatorCommands(ports, process);
        Set<Connection> connections = ConcurrentHashMap.newKeySet();
        DurationCounter uncounted = new DurationCounter();
        var bound = new ServerBootstrap()
                .group(loops.accepting())
                .channel(loops.transport().unix())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // Not by way of the bootstrap, which warns of each connection whose transport doesn't know it.
                        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
                        LineLoop alone = new LineLoop(channel.eventLoop(), uncounted);
                        SessionExecutor executor = new SessionExecutor(channel, alone, ANYWHERE);
                        channel.pipeline()
                                .addLast(new LineHandler(executor, new PlainLines(limits.maxLine()), outlet -> {
                                    OperatorSession session = new OperatorSession(
                                            commands,
                                            outlet,
                                            executor,
                                            Peer.of(channel),
                                            ports.bridges().id());
                                    Connection connection = new Connection(channel, session);
                                    connections.add(connection);
                                    channel.closeFuture().addListener(closed -> connections.remove(connection));
                                    return session;
                                }));
                    }
                })
                .bind(loops.transport().unixAddress(staged.bound()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            staged.discard();
            throw new IOException(
                    "can't listen on the operator's socket " + path + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        staged.publish();
        return new AdminServer(path, bound.channel(), connections);
    }

    /** @throws IOException in one line for who chose the path, when the socket can't be there; nothing is opened */
    public static void requireFree(Path path) throws IOException {
        SocketFile.requireFree(path);
    }

    public Path path() {
        return path;
    }

    /** Says goodbye, stops listening and removes the socket; completes when the connections are told. */
    public CompletionStage<Void> shutDown() {
        listener.close().awaitUninterruptibly();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.allOf(connections.stream()
                .map(connection -> CompletableFuture.runAsync(
                        connection.session()::shutDown, connection.channel().eventLoop()))
                .toArray(CompletableFuture[]::new));
    }
}
