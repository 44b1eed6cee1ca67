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

/** Stands between a bridge and Redis, and holds back what goes through it. */
final class Proxy implements AutoCloseable {
    private final ServerSocket server;
    private final URI redis;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile boolean holdsAll;

    /** One connection; which of a bridge's two it is shows when it subscribes. */
    private static final class Link {
        final Socket client;
        final Socket redis;
        volatile boolean subscribes;
        private boolean held;

        Link(Socket client, Socket redis) {
            this.client = client;
            this.redis = redis;
        }

        synchronized void hold(boolean now) {
            held = now;
            notifyAll();
        }

        synchronized void pass() throws InterruptedException {
            while (held) {
                wait();
            }
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

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Link link = new Link(client, new Socket(redis.getHost(), redis.getPort()));
            link.hold(holdsAll);
            links.add(link);
            start(() -> pump(link, link.client, link.redis));
            start(() -> pump(link, link.redis, link.client));
        }
    }

    private static void pump(Link link, Socket from, Socket to) throws IOException, InterruptedException {
        byte[] buffer = new byte[65_536];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            if (new String(buffer, 0, count, ISO_8859_1).contains("\r\nSUBSCRIBE\r\n")) {
                link.subscribes = true;
            }
            link.pass();
            out.write(buffer, 0, count);
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
