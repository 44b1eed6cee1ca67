package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands between a bridge and Redis, and holds back what goes through it. */
final class Proxy implements AutoCloseable {
    private final ServerSocket server;
    private final URI redis;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Pattern> lost = new AtomicReference<>();
    private volatile boolean holdsAll;

    /** One connection; which of a bridge's two it is shows when it subscribes. */
    private static final class Link {
        final Socket client;
        final Socket redis;
        final Pipe asked = new Pipe();
        final Pipe answered = new Pipe();
        volatile boolean subscribes;

        Link(Socket client, Socket redis) {
            this.client = client;
            this.redis = redis;
        }

        void hold(boolean now) {
            asked.hold(now);
            answered.hold(now);
        }

        /** Reads what the bridge asks, and sees by that which of its connections this is. */
        void listen() throws IOException {
            asked.fill(client, bytes -> {
                subscribes |= bytes.contains("\r\nSUBSCRIBE\r\n");
                return bytes;
            });
        }
    }

    /** What has come from one side and not yet gone to the other; a char is a byte. */
    private static final class Pipe {
        private final StringBuilder waiting = new StringBuilder();
        private boolean held;
        private boolean ended;

        synchronized void hold(boolean now) {
            held = now;
            notifyAll();
        }

        synchronized boolean holds(String text) {
            return waiting.indexOf(text) >= 0;
        }

        void fill(Socket from, UnaryOperator<String> passed) throws IOException {
            byte[] buffer = new byte[65_536];
            InputStream in = from.getInputStream();
            try {
                for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                    String bytes = new String(buffer, 0, count, ISO_8859_1);
                    add(passed.apply(bytes));
                }
            } finally {
                end();
            }
        }

        private synchronized void add(String bytes) {
            waiting.append(bytes);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        void empty(Socket to) throws IOException, InterruptedException {
            OutputStream out = to.getOutputStream();
            for (String bytes = next(); !bytes.isEmpty(); bytes = next()) {
                out.write(bytes.getBytes(ISO_8859_1));
            }
        }

        /** What may go on; empty when no more comes. */
        private synchronized String next() throws InterruptedException {
            while (held || (waiting.isEmpty() && !ended)) {
                wait();
            }
            String next = waiting.toString();
            waiting.setLength(0);
            return next;
        }
    }

    Proxy(String redisUri) throws IOException {
        this(redisUri, 0);
    }

    Proxy(String redisUri, int port) throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        redis = URI.create(redisUri);
        start(this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + server.getLocalPort();
    }

    /** Holds back, both ways, what goes over the subscription, or over the rest; or lets it pass. */
    void hold(boolean subscription, boolean held) {
        links.stream().filter(link -> link.subscribes == subscription).forEach(link -> link.hold(held));
    }

    /** Holds back everything, on new connections too; or lets it pass. */
    void holdAll(boolean held) {
        holdsAll = held;
        links.forEach(link -> link.hold(held));
    }

    /** Cuts the bridge off; what is held back still reaches Redis when it is let pass. */
    void cut(boolean subscription) throws IOException {
        for (Link link : links) {
            if (link.subscribes == subscription) {
                link.client.close();
            }
        }
    }

    /** Loses the next piece of what Redis answers, on any connection, that is of this form. */
    void lose(String form) {
        lost.set(Pattern.compile(form));
    }

    /** Whether it has lost what it was to lose. */
    boolean hasLost() {
        return lost.get() == null;
    }

    private String withoutLost(String bytes) {
        Pattern form = lost.get();
        return form != null && form.matcher(bytes).find() && lost.compareAndSet(form, null)
                ? form.matcher(bytes).replaceFirst("")
                : bytes;
    }

    /** Whether it holds back something with this text on its way to Redis. */
    boolean holds(String text) {
        return links.stream().anyMatch(link -> link.asked.holds(text));
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Link link = new Link(client, new Socket(redis.getHost(), redis.getPort()));
            link.hold(holdsAll);
            links.add(link);
            start(link::listen);
            start(() -> link.asked.empty(link.redis));
            start(() -> link.answered.fill(link.redis, this::withoutLost));
            start(() -> link.answered.empty(link.client));
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Link link : links) {
            link.hold(false);
            link.client.close();
            link.redis.close();
        }
    }
}
