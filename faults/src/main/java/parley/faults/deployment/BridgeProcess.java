package parley.faults.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.harness.process.ChildProcesses;
import parley.harness.process.ParleyProcess;

/** Runs a bridge, which reaches Redis through one proxy and is reached by clients through another. */
public final class BridgeProcess extends ParleyProcess {
    private static final Pattern PORT = Pattern.compile("^ready .* port=(\\d+) ");

    private final BridgeDoors doors;

    BridgeProcess(ChildProcesses processes, Path jar, Path work, int number, BridgeDoors doors) {
        super(
                processes,
                jar,
                work,
                "bridge-" + number,
                JavaOptions.QUICK_TO_START,
                options(
                        doors,
                        List.of(
                                "bridge",
                                "--port=0",
                                "--http-port=" + doors.http(),
                                "--rate=0",
                                "--byte-rate=0",
                                "--max-per-address=0",
                                "--connect-rate=0",
                                "--redis=" + doors.redis().uri(),
                                "--admin-socket="
                                        + work.resolve("bridge-" + number + ".d")
                                                .resolve("admin.sock"))));
        this.doors = doors;
    }

    private static List<String> options(BridgeDoors doors, List<String> usual) {
        return Stream.concat(usual.stream(), doors.options().stream()).toList();
    }

    @Override
    protected void ready(String line) {
        Matcher port = PORT.matcher(line);
        if (!port.find()) {
            throw new IllegalStateException("not a ready line: " + line);
        }
        doors.clients().lead(Integer.parseInt(port.group(1)));
    }

    /** Where clients reach it. */
    public int port() {
        return doors.clients().port();
    }

    /** Where there is one. */
    public TcpProxy toRedis() {
        return doors.redis().requireProxy();
    }

    int httpPort() {
        return doors.http();
    }

    public TcpProxy toClients() {
        return doors.clients();
    }
}
