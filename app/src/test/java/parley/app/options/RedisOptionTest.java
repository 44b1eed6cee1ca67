package parley.app.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisOptionTest {

    @Test
    void isTheUsualOneOfThisMachineByDefault() {
        assertThat(new RedisOption().uriOrLocal()).isEqualTo("redis://127.0.0.1:6379");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h, redis://h",
        "redis://h:1/2, redis://h:1/2",
        "redis://:pw@h:1/2, redis://h:1/2",
        "redis://user:pw@h, redis://h",
        "redis://user:p@w@h, redis://h",
        "rediss://pw@h?timeout=1s&clientName=a@b, rediss://h?timeout=1s&clientName=a@b",
        "'redis-sentinel://pw@a:1,b:2/0#m', 'redis-sentinel://a:1,b:2/0#m'",
        "redis-socket:///tmp/a@b.sock, redis-socket:///tmp/a@b.sock"
    })
    void isShownWithoutThePassword(String uri, String shown) {
        assertThat(RedisOption.withoutPassword(uri)).isEqualTo(shown);
    }
}
