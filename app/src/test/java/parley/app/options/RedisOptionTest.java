package parley.app.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisOptionTest {

    @Test
    void isTheUsualOneOfThisMachineByDefault() {
        assertThat(new RedisOption().endpointOrLocal()).hasToString("redis://127.0.0.1:6379");
        assertThat(new RedisOption().endpoint()).isNull();
    }
}
