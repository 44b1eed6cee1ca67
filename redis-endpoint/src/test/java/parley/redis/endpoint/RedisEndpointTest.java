package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "redis://h, redis://h",
        "redis://h:1/2, redis://h:1/2",
        "redis://:pw@h:1/2, redis://h:1/2",
        "redis://user:pw@h, redis://h",
        "redis://user:p@w@h, redis://h",
        "redis://:p%23w@h, redis://h",
        "redis://:pw@[::1]:7, redis://[::1]:7",
        "rediss://pw@h?timeout=1s&clientName=a@b, rediss://h?timeout=1s&clientName=a@b",
        "'redis-sentinel://pw@a:1,b:2/0#m', 'redis-sentinel://a:1,b:2/0#m'",
        "'redis-sentinel://u:pw@a?sentinelMasterId=m', redis-sentinel://a?sentinelMasterId=m",
        "'redis-cluster://u:pw@a:1,b:2', 'redis-cluster://a:1,b:2'",
        "'rediss-cluster://u:pw@a:1,[::2]:2', 'rediss-cluster://a:1,[::2]:2'",
        "redis-socket:///tmp/a@b.sock, redis-socket:///tmp/a@b.sock"
    })
    void isShownWithoutThePassword(String uri, String shown) {
        assertThat(RedisEndpoint.parse(uri)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:secret#1@host:6379",
                "redis://user:6379#secret@host:6379",
                "redis://user:6379/secret@host:6379",
                "redis://user:6379?secret@host:6379",
                "redis://:secret/1@host:6379",
                "redis://:secret?1@host:6379",
                "redis://:secret%zz@host",
                "redis://:secret@host:notaport",
                "redis://:secret@host:99999",
                "redis://:secret@host:0",
                "redis://:secret@a,b",
                "redis://:secret@host#master",
                "redis://:secret@host/0/1",
                "redis://:secret@",
                "redis-sentinel://:secret@a,b",
                "redis-sentinel://:secret#1@a,b#master",
                "redis-sentinel://:secret@a,,b#master",
                "redis-cluster://:secret@a,b/1",
                "redis-cluster://:secret@a,b#master",
                "redis-cluster://:secret@",
                "http://:secret@host",
                ":secret@host",
                "secret"
            })
    void isRefusedInASentenceWithoutThePassword(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisEndpoint.parse(uri))
                .withNoCause()
                .satisfies(refused -> assertThat(refused.getMessage())
                        .doesNotContain("secret", "\n")
                        .hasSizeLessThan(250));
    }

    @Test
    void saysHowAPasswordIsWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisEndpoint.parse("redis://:a#b@host"))
                .withMessageContaining("%23");
    }

    @Test
    void hasTheUserAndThePasswordAsTheyAreMeant() {
        RedisEndpoint endpoint = RedisEndpoint.parse("redis-sentinel://u:p%23@w@a:1,b/3?clientName=c#m");

        RedisURI uri = endpoint.of(new Node("h", 7), Duration.ofSeconds(2));
        RedisCredentials credentials =
                uri.getCredentialsProvider().resolveCredentials().block();

        assertThat(credentials).isNotNull();
        assertThat(credentials.getUsername()).isEqualTo("u");
        assertThat(new String(credentials.getPassword())).isEqualTo("p#@w");
        assertThat(uri.getDatabase()).isEqualTo(3);
        assertThat(uri.getClientName()).isEqualTo("c");
        assertThat(uri.isSsl()).isFalse();
        assertThat(endpoint.master()).isEqualTo("m");
        assertThat(endpoint.nodes()).containsExactly(new Node("a", 1), new Node("b", 26_379));
        assertThat(endpoint.database()).isEqualTo(3);
    }

    @Test
    void speaksTlsWhereTheSchemeSaysSo() {
        Node node = new Node("h", 7);
        for (String uri : new String[] {"rediss://h", "rediss-sentinel://h#m", "rediss-cluster://h", "redis+ssl://h"}) {
            assertThat(RedisEndpoint.parse(uri).of(node, Duration.ofSeconds(2)).isSsl())
                    .as(uri)
                    .isTrue();
        }
    }
}
