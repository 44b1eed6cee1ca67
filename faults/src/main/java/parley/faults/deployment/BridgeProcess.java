package parley.faults.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.harness.process.ChildProcesses;
import parley.harness.process.ParleyProcess;

/** Runs a bridge, which reaches Redis through one proxy and is reached by clients through another. */
public final class BridgeProcess extends ParleyProcess {
    private static final Pattern PORT = Pattern.compile("^ready .* port=(\\d+) ");

    private final RedisWay toRedis;
    private final TcpProxy toClients;

    BridgeProcess(ChildProcesses processes, Path jar, Path work, int number, RedisWay toRedis, TcpProxy toClients) {
        super(
                processes,
                jar,
                work,
                "bridge-" + number,
                JavaOptions.QUICK_TO_START,
                List.of(
                        "bridge",
                        "--port=0",
                        "--http-port=0",
                        "--rate=0",
                        "--byte-rate=0",
                        "--max-per-address=0",
                        "--connect-rate=0",
                        "--redis=" + toRedis.uri(),
                        "--admin-socket="
                                + work.resolve("bridge-" + number + ".d").resolve("admin.sock")));
        this.toRedis = toRedis;
        this.toClients = toClients;
    }

    @Override
    protected void ready(String line) {
        Matcher port = PORT.matcher(line);
        if (!port.find()) {
            throw new IllegalStateException("not a ready line: " + line);
        }
        toClients.lead(Integer.parseInt(port.group(1)));
    }

    /** Where clients reach it. */
    public int port() {
        return toClients.port();
    }

    /** Where there is one. */
    public TcpProxy toRedis() {
        return toRedis.requireProxy();
    }

    public TcpProxy toClients() {
        return toClients;
    }
}
