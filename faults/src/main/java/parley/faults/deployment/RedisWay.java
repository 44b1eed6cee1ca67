package parley.faults.deployment;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says how one process reaches Redis.
 *
 * @param uri what it is told
 * @param proxy what is in between; nothing where there are several servers, which are found by what they are called themselves
 */
record RedisWay(String uri, @Nullable TcpProxy proxy) {
    static RedisWay through(TcpProxy proxy) {
        return new RedisWay("redis://127.0.0.1:" + proxy.port(), proxy);
    }

    static RedisWay directly(String uri) {
        return new RedisWay(uri, null);
    }

    TcpProxy requireProxy() {
        return Objects.requireNonNull(proxy, "nothing is between it and Redis");
    }
}
