package parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisRightsTest {

    /** So the page says, for whoever runs both with one user. */
    @Test
    void ofABridgeAndXreadAreThoseOfAnArchiverToo() {
        Set<String> beyond = commands(RedisRights.ARCHIVER);
        beyond.removeAll(commands(RedisRights.BRIDGE));
        assertThat(beyond).containsExactly("+xread");
    }

    /** With any of them a direct client could learn what the service channels are called. */
    @Test
    void ofADirectClientTellItNoChannels() {
        assertThat(commands(RedisRights.DIRECT_CLIENT))
                .doesNotContain(
                        "+psubscribe", "+pubsub", "+pubsub|channels", "+client|list", "+monitor", "+get", "+hget");
        assertThat(RedisRights.DIRECT_CLIENT.rules()).doesNotContain("parley:");
    }

    @ParameterizedTest
    @EnumSource
    void nameTheirCommandsOneByOne(RedisRights rights) {
        assertThat(rights.rules()).contains(" -@all +").doesNotContain("+@", "allkeys", "~* ", "allcommands");
    }

    private static Set<String> commands(RedisRights rights) {
        Set<String> words = new TreeSet<>(Set.of(rights.rules().split(" ")));
        words.removeIf(word -> !word.startsWith("+"));
        return words;
    }
}
