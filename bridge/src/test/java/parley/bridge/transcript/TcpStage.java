package parley.bridge.transcript;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.archive.StandInArchiver;
import parley.bridge.limits.Limits;
import parley.bridge.net.tls.TestCertificate;
import parley.bridge.net.web.WebOptions;
import parley.bridge.net.web.WebSocketClient;
import parley.conformance.transcript.Stage;
import parley.protocol.RedisRights;
import parley.redis.test.TestRedis;

/** A whole bridge, on a port of its own and a real, empty Redis. */
final class TcpStage implements Stage {
    private final Path directory;
    private final Bridge bridge;
    private final StandInArchiver archiver;
    private final RedisClient redis = RedisClient.create(TestRedis.uri());
    private final StatefulRedisPubSubConnection<byte[], byte[]> direct = redis.connectPubSub(ByteArrayCodec.INSTANCE);
    private final Map<String, BlockingQueue<byte[]>> heard = new ConcurrentHashMap<>();
    private final List<Closeable> sockets = new ArrayList<>();

    private final @Nullable TestCertificate certificate;
    private final String protocol;
    private final boolean browser;

    TcpStage(Limits limits) {
        this(limits, null, "", false);
    }

    /** Over WebSockets. */
    static TcpStage ofBrowsers(Limits limits) {
        return new TcpStage(limits, null, "", true);
    }

    /** Over TLS, of that version. */
    static TcpStage secured(Limits limits, String protocol) {
        return new TcpStage(limits, TestCertificate.make(), protocol, false);
    }

    private TcpStage(Limits limits, @Nullable TestCertificate certificate, String protocol, boolean browser) {
        this.browser = browser;
        this.certificate = certificate;
        this.protocol = protocol;
        TestRedis.flush();
        try {
            directory = Files.createTempDirectory("parley-stage");
            InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            BridgeOptions options = new BridgeOptions(
                    anywhere, TestRedis.uri(RedisRights.BRIDGE), directory.resolve("admin.sock"), limits);
            if (certificate != null) {
                certificate.write(directory);
                options = options.withTls(TestCertificate.options(directory));
            }
            if (browser) {
                options = options.withWeb(WebOptions.on(anywhere));
            }
            bridge = Bridge.start(options, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().until(() -> bridge.trouble() == null);
        archiver = new StandInArchiver(TestRedis.uri());
        direct.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] channel, byte[] message) {
                queue(text(channel)).add(message);
            }
        });
    }

    private BlockingQueue<byte[]> queue(String channel) {
        return heard.computeIfAbsent(channel, name -> new LinkedBlockingQueue<>());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Wire connect() throws IOException {
        if (browser) {
            WebSocketClient client = WebSocketClient.connect(bridge.webPort(), "Sec-WebSocket-Protocol: parley.1");
            sockets.add(client);
            return new WebSocketWire(client);
        }
        Socket socket = certificate == null
                ? new Socket(InetAddress.getLoopbackAddress(), bridge.port())
                : certificate.connect(bridge.tlsPort(), protocol);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return new SocketWire(socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput);
    }

    @Override
    public Wire connectOperator() throws IOException {
        SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(bridge.adminSocket()));
        sockets.add(socket);
        return new SocketWire(
                Channels.newInputStream(socket), Channels.newOutputStream(socket), socket::shutdownOutput);
    }

    private interface ShutDown {
        void run() throws IOException;
    }

    private static final class SocketWire implements Wire {
        private final InputStream input;
        private final OutputStream output;
        private final ShutDown shutDown;

        SocketWire(InputStream input, OutputStream output, ShutDown shutDown) {
            this.input = new BufferedInputStream(input);
            this.output = output;
            this.shutDown = shutDown;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            try {
                output.write(bytes);
            } catch (SocketException | SSLException closed) {
                // What the server should have said is checked by the lines that expect it.
            }
        }

        @Override
        public void shutDownOutput() throws IOException {
            shutDown.run();
        }

        @Override
        public int read() throws IOException {
            try {
                return input.read();
            } catch (SocketException reset) {
                return -1;
            }
        }
    }

    @Override
    public void addUser(String name) {
        try (var connection = redis.connect()) {
            connection.sync().sadd("users", name);
        }
    }

    @Override
    public void removeUser(String name) {
        try (var connection = redis.connect()) {
            connection.sync().srem("users", name);
        }
    }

    @Override
    public void publish(String channel, byte[] payload) {
        try (var connection = redis.connect(ByteArrayCodec.INSTANCE)) {
            connection.sync().publish(bytes(channel), payload);
        }
    }

    @Override
    public void subscribe(String channel) {
        queue(channel);
        direct.sync().subscribe(bytes(channel));
    }

    @Override
    public byte[] hear(String channel) throws IOException {
        try {
            byte[] message = queue(channel).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new SocketTimeoutException("nothing was published on " + channel);
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable socket : sockets) {
            socket.close();
        }
        direct.close();
        redis.shutdown(0, 1, TimeUnit.SECONDS);
        archiver.close();
        bridge.stop();
        Files.deleteIfExists(TestCertificate.certificate(directory));
        Files.deleteIfExists(TestCertificate.key(directory));
        Files.deleteIfExists(directory);
    }
}
