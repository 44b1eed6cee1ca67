package parley.app.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds the options of a bridge. The defaults are those of {@link parley.bridge.limits.Limits}. */
public final class BridgeCommandOptions {

    /** What may be changed while it runs. */
    public static final Set<String> RELOADABLE = Set.of(
            "--rate",
            "--byte-rate",
            "--max-sessions",
            "--max-per-address",
            "--connect-rate",
            "--max-line",
            "--max-whispers");

    @Option(
            names = "--host",
            paramLabel = "HOST",
            converter = Converters.Text.class,
            description = "Address to listen on. Default: 127.0.0.1, this machine only.")
    public String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "Port for telnet, nc and other clients; 0 picks one. Default: 7070.")
    public int port = 7070;

    @Mixin
    public TlsOption tls = new TlsOption();

    @Mixin
    public WebOption web = new WebOption();

    @Option(
            names = "--proxy-from",
            paramLabel = "CIDR",
            split = ",",
            converter = Converters.Text.class,
            description =
                    "Addresses of balancers, such as 10.1.0.0/16, whose connections begin with a PROXY protocol header"
                            + " that says whose they are, on all ports for people; several with commas between. Default: none.")
    public Set<String> proxies = Set.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = Converters.CountOrNone.class,
            description = "Messages a second that one session may send, in bursts of twice as many; 0 for no limit."
                    + " Default: 10.")
    public int rate = 10;

    @Option(
            names = "--byte-rate",
            paramLabel = "N",
            converter = Converters.CountOrNone.class,
            description = "Bytes of messages a second that one session may send, in bursts of 64 KiB, and ten times"
                    + " both that one address may; 0 for no limit. Default: 4096.")
    public int byteRate = 4_096;

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Sessions at one time. Default: what the open-files limit carries.")
    public @Nullable Integer maxSessions;

    @Option(
            names = "--max-per-address",
            paramLabel = "N",
            converter = Converters.CountOrNone.class,
            description = "Sessions at one time from one IPv4 address or /64 of IPv6; 0 for no limit. Default: 100.")
    public int maxPerAddress = 100;

    @Option(
            names = "--connect-rate",
            paramLabel = "N",
            converter = Converters.CountOrNone.class,
            description =
                    "New connections a minute from one IPv4 address or /64 of IPv6, in bursts of as many; 0 for no limit."
                            + " Default: 120.")
    public int connectRate = 120;

    @Option(
            names = "--max-line",
            paramLabel = "BYTES",
            converter = Converters.LineLength.class,
            description = "Longest line that a client may send. Default: 4096.")
    public int maxLine = 4_096;

    @Option(
            names = "--max-whispers",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Unread private messages that are kept for one session. Default: 1000.")
    public int maxWhispers = 1_000;

    @Option(
            names = "--stream-messages",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Messages of the lobby that Redis keeps, about. Default: 2000000.")
    public int streamMessages = 2_000_000;

    @Option(
            names = "--stream-bytes",
            paramLabel = "BYTES",
            converter = Converters.StreamBytes.class,
            description =
                    "Memory of Redis that they may take, in bytes, or with K, M or G behind the number. Default: 512M.")
    public long streamBytes = 512L << 20;

    @Option(
            names = "--drain-delay",
            paramLabel = "DURATION",
            converter = Converters.Span.class,
            description = "How long to go on serving after SIGTERM, while /readyz says 503 already, such as 5s or 1m."
                    + " Default: 0s.")
    public Duration drainDelay = Duration.ZERO;

    @Option(
            names = "--admin-socket",
            paramLabel = "PATH",
            converter = Converters.UnixSocket.class,
            description = {
                "The operator's Unix socket.",
                "Default: $XDG_RUNTIME_DIR/parley/admin.sock, or without that variable /tmp/parley-<user>/admin.sock."
            })
    public @Nullable Path adminSocket;
}
