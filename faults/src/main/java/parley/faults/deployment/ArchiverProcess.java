package parley.faults.deployment;

import java.nio.file.Path;
import java.util.List;
import parley.harness.process.ChildProcesses;
import parley.harness.process.ParleyProcess;

/** Runs the archiver, which reaches Redis through a proxy. */
public final class ArchiverProcess extends ParleyProcess {
    private final RedisWay toRedis;

    ArchiverProcess(ChildProcesses processes, Path jar, Path work, Path data, RedisWay toRedis) {
        super(
                processes,
                jar,
                work,
                "archiver",
                JavaOptions.QUICK_TO_START,
                List.of("archiver", "--http-port=0", "--data=" + data, "--redis=" + toRedis.uri()));
        this.toRedis = toRedis;
    }

    @Override
    protected void ready(String line) {}

    /** Where there is one. */
    public TcpProxy toRedis() {
        return toRedis.requireProxy();
    }
}
