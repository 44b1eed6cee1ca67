package parley.faults.deployment;

import java.nio.file.Path;
import java.util.List;

/** Runs the archiver, which reaches Redis through a proxy. */
public final class ArchiverProcess extends ParleyProcess {
    private final TcpProxy toRedis;

    ArchiverProcess(ChildProcesses processes, Path jar, Path work, Path data, TcpProxy toRedis) {
        super(
                processes,
                jar,
                work,
                "archiver",
                List.of("archiver", "--http-port=0", "--data=" + data, "--redis=redis://127.0.0.1:" + toRedis.port()));
        this.toRedis = toRedis;
    }

    @Override
    void ready(String line) {}

    public TcpProxy toRedis() {
        return toRedis;
    }
}
