package parley.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import parley.client.codec.ClientLine;
import parley.client.error.ParleyException.InvalidArgument;

/** Describes a client, and starts it. Not for several threads at once. */
public final class ClientBuilder {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final String nick;
    private final List<Address> addresses = new ArrayList<>();
    private NameChooser chooser = NameChooser.NONE;
    private @Nullable String since;
    private Duration timeout = Duration.ofSeconds(10);
    private Duration silence = Duration.ofSeconds(30);
    private Duration pause = Duration.ofMillis(200);
    private Executor executor = new CompletableFuture<>().defaultExecutor();
    private @Nullable Connector connector;
    private @Nullable SSLSocketFactory tls;

    ClientBuilder(String nick) {
        ClientLine.nickname(nick);
        this.nick = nick;
    }

    /** Adds a server without TLS; where there are several, they are tried in turn. */
    public ClientBuilder address(String host, int port) {
        return address(Address.of(host, port));
    }

    public ClientBuilder address(Address address) {
        addresses.add(address);
        return this;
    }

    /** Who chooses another name where the one wanted is taken; by default the client gives up then. */
    public ClientBuilder chooser(NameChooser chooser) {
        this.chooser = chooser;
        return this;
    }

    /** Begins behind that {@link Client#position}, or message; by default with what is said from now on. */
    public ClientBuilder since(String position) {
        ClientLine.since(position);
        since = position;
        return this;
    }

    /** Whom to trust at addresses with TLS, and who this is; by default as Java does. */
    public ClientBuilder tls(SSLContext context) {
        tls = context.getSocketFactory();
        return this;
    }

    /** How long an answer may be missing, ten seconds by default; then the connection is given up, and made again. */
    public ClientBuilder timeout(Duration timeout) {
        this.timeout = positive(timeout);
        return this;
    }

    /** After how long without a word the server is asked whether it is there; 30 seconds by default. */
    public ClientBuilder silence(Duration silence) {
        this.silence = positive(silence);
        return this;
    }

    /**
     * How long at least to wait before a lost connection is made again; up to four times that, and then twice as long for each try in
     * vain, until it is 30 seconds. By default 200 ms, and no more than 250.
     */
    public ClientBuilder pause(Duration pause) {
        if (positive(pause).compareTo(LONGEST_PAUSE) > 0) {
            throw new InvalidArgument("at first a client comes back within a second; a pause of at least " + pause);
        }
        this.pause = pause;
        return this;
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new InvalidArgument("a time of " + time);
        }
        return time;
    }

    /** Who calls the subscriber of {@link Client#events}; by default {@link CompletableFuture}'s own threads. */
    public ClientBuilder executor(Executor executor) {
        this.executor = executor;
        return this;
    }

    /** Who makes connections, in place of sockets. */
    public ClientBuilder connector(Connector connector) {
        this.connector = connector;
        return this;
    }

    /** Starts it. It connects by itself, and gives up only for the reasons that {@link Event.Closed} tells. */
    public Client start() {
        if (addresses.isEmpty()) {
            throw new InvalidArgument("a client needs an address");
        }
        SSLSocketFactory factory = tls == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : tls;
        return new Client(new Settings(
                List.copyOf(addresses),
                connector == null ? new SocketConnector(factory) : connector,
                new Settings.Naming(nick, chooser),
                new Settings.Timing(timeout, silence, pause),
                since,
                executor));
    }
}
