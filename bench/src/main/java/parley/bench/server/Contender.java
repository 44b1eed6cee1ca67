package parley.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the systems that do the same work and are compared. */
public enum Contender {
    FLOOR("the floor", "gcc", 10_000),
    PARLEY("Parley", "java", 10_000),
    REDIS("Redis, subscribed directly", "redis-server", 10_000),
    STREAM("Redis Streams, one XREAD a client", "redis-server", 1_000),
    NATS("NATS server", "nats-server", 10_000),
    JETSTREAM("NATS JetStream, stored and acknowledged", "nats-server", 1_000),
    NGIRCD("ngIRCd", "ngircd", 1_000),
    INSPIRCD("InspIRCd", "inspircd", 1_000);

    private final String title;
    private final String program;
    private final int most;

    Contender(String title, String program, int most) {
        this.title = title;
        this.program = program;
        this.most = most;
    }

    public String title() {
        return title;
    }

    /** The most receivers that it is asked to have: a server that tells all of each newcomer takes too long with more. */
    public int mostReceivers() {
        return most;
    }

    /** Whether what it needs is installed; {@code bench/peers/install} does that. */
    public boolean isInstalled() {
        return isInstalled(program);
    }

    /** Whether this program is. */
    public static boolean isInstalled(String program) {
        return find(program).isPresent();
    }

    /** The program, on PATH or where administrators' programs are. */
    String executable() throws IOException {
        return executable(program);
    }

    static String executable(String program) throws IOException {
        return find(program).orElseThrow(() -> new IOException(program + " is not installed"));
    }

    private static Optional<String> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(path.split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
