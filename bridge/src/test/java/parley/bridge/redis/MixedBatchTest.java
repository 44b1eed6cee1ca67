package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.LobbyBus.Keyed;
import parley.bridge.limits.Deadline;
import parley.protocol.RedisNames;
import parley.redis.test.TestRedis;

/** Messages of all sorts that go to Redis together: each is stored, or not, as if it had gone alone. */
class MixedBatchTest {
    private final RedisBackend backend = new RedisBackend();
    private final Node node = new Node(backend, TestRedis.uri());
    private final LobbyBus bus = node.store.lobbyBus();
    private final List<CompletionStage<OptionalLong>> answers = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();

    @AfterEach
    void close() {
        backend.close();
    }

    private void say(String name, String text) {
        answers.add(bus.publish(Node.nick(name), Node.HOME, text, Deadline.ofRedis()));
    }

    private void sayOnce(String name, String key, String text) {
        answers.add(bus.publishOnce(Node.nick(name), Node.HOME, new Keyed(key, text), Deadline.ofRedis()));
    }

    private void announce(String text) {
        answers.add(bus.announce(text, Deadline.ofRedis()).thenApply(OptionalLong::of));
    }

    @Test
    void isAnsweredOneByOne() {
        for (String name : List.of("ann", "bob", "eve")) {
            assertThat(node.claim(name)).isTrue();
        }
        // Somebody else took it: what this bridge says for eve is not stored.
        backend.direct().hset(RedisNames.OWNERS, "eve", "another bridge".getBytes(UTF_8));
        Map<String, Integer> first = new HashMap<>();
        List<Integer> again = new ArrayList<>();
        List<Integer> lost = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String text = "text " + i;
            switch (i % 6) {
                case 0, 3 -> {
                    say("ann", text + (i % 4 == 0 ? " \u00fcber \ud83d\ude00" : ""));
                    stored.add("ann: " + text + (i % 4 == 0 ? " \u00fcber \ud83d\ude00" : ""));
                }
                case 1 -> {
                    String key = "key" + i / 12;
                    sayOnce("bob", key, text);
                    if (first.putIfAbsent(key, i) == null) {
                        stored.add("bob: " + text);
                    } else {
                        again.add(i);
                    }
                }
                case 2 -> {
                    say("eve", text);
                    lost.add(i);
                }
                case 4 -> {
                    announce(text + "\nand more");
                    stored.add("Administrator: " + text + " and more");
                }
                default -> {
                    say("bob", text);
                    stored.add("bob: " + text);
                }
            }
        }
        List<OptionalLong> times = answers.stream().map(Node::await).toList();

        lost.forEach(at -> assertThat(times.get(at)).as("of eve's %d", at).isEmpty());
        assertThat(again)
                .hasSize(25)
                .allSatisfy(at -> assertThat(times.get(at))
                        .as("of what was said before under the same key, %d", at)
                        .isEqualTo(times.get(first.getOrDefault("key" + at / 12, -1))));
        assertThat(times.stream().flatMapToLong(OptionalLong::stream).distinct().count())
                .isEqualTo(stored.size());
        assertThat(node.texts()).containsExactlyInAnyOrderElementsOf(stored);
        assertThat(node.texts())
                .filteredOn(line -> line.startsWith("ann: "))
                .containsExactlyElementsOf(
                        stored.stream().filter(line -> line.startsWith("ann: ")).toList());
    }
}
