package parley.redis.embedded;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Keeps a redis-server and prints its pid, in a program to be killed. */
final class RedisParent {

    private RedisParent() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(null, null, List.of(), arguments[0])) {
            System.out.println(redis.pid());
            new CountDownLatch(1).await();
        }
    }
}
