package parley.archiver;

import java.nio.file.Path;
import java.time.Clock;
import parley.redis.endpoint.RedisEndpoint;

/** Runs an archiver in a process of its own, to be killed. Says {@code started}, and ends with its standard input. */
final class ArchiverProcess {
    private ArchiverProcess() {}

    public static void main(String[] uriAndDirectory) throws Exception {
        try (Archiver archiver = Archiver.start(
                RedisEndpoint.parse(uriAndDirectory[0]), Path.of(uriAndDirectory[1]), Clock.systemUTC())) {
            System.out.println("started " + archiver.path());
            System.in.read();
        }
    }
}
