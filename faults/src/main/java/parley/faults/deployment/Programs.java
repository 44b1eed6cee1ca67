package parley.faults.deployment;

import java.nio.file.Path;

/**
 * Names Parley's jars that the processes of a deployment run: of one version, or of two that work on one Redis.
 *
 * @param bridge what bridges run
 * @param lastBridge what the last of them runs
 * @param archiver what the archiver runs, and who looks at its archive
 */
public record Programs(Path bridge, Path lastBridge, Path archiver) {
    public static Programs of(Path jar) {
        return new Programs(jar, jar, jar);
    }
}
