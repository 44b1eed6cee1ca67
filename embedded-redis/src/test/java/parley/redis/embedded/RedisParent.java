package parley.redis.embedded;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A program to be killed: keeps a redis-server and prints its pid. */
final class RedisParent {

    private RedisParent() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(null, null, arguments[0])) {
            System.out.println(redis.pid());
            new CountDownLatch(1).await();
        }
    }
}
