package parley.redis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class TestRedisTest {

    @Test
    void isThereAndCanBeEmptied() {
        assertThat(TestRedis.uri()).startsWith("redis://");
        assertThat(TestRedis.kind()).isIn("given", "container", "embedded");
        assertThatCode(TestRedis::flush).doesNotThrowAnyException();
    }
}
