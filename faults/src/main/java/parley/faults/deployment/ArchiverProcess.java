package parley.faults.world;

import java.nio.file.Path;
import java.util.List;

/** The archiver, with a wire to Redis behind it. */
public final class ArchiverProcess extends ParleyProcess {
    private final Wire toRedis;

    ArchiverProcess(Nursery nursery, Path jar, Path work, Path data, Wire toRedis) {
        super(
                nursery,
                jar,
                work,
                "archiver",
                List.of("archiver", "--http-port=0", "--data=" + data, "--redis=redis://127.0.0.1:" + toRedis.port()));
        this.toRedis = toRedis;
    }

    @Override
    void ready(String line) {}

    public Wire toRedis() {
        return toRedis;
    }
}
