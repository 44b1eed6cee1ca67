package parley.faults.deployment;

import java.nio.file.Path;
import java.util.List;
import parley.harness.process.ChildProcesses;
import parley.harness.process.ParleyProcess;

/** Runs the archiver, which reaches Redis through a proxy. */
public final class ArchiverProcess extends ParleyProcess {
    private final TcpProxy toRedis;

    ArchiverProcess(ChildProcesses processes, Path jar, Path work, Path data, TcpProxy toRedis) {
        super(
                processes,
                jar,
                work,
                "archiver",
                JavaOptions.QUICK_TO_START,
                List.of("archiver", "--http-port=0", "--data=" + data, "--redis=redis://127.0.0.1:" + toRedis.port()));
        this.toRedis = toRedis;
    }

    @Override
    protected void ready(String line) {}

    public TcpProxy toRedis() {
        return toRedis;
    }
}
