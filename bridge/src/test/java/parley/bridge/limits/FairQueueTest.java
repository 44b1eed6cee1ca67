package parley.bridge.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final ClientAddress ONE = new ClientAddress(1, 0);
    private static final ClientAddress OTHER = new ClientAddress(2, 0);

    private final FairQueue<String> queue = new FairQueue<>();

    private void add(ClientAddress address, String... items) {
        for (String item : items) {
            queue.add(address, item.substring(0, 1), item, 10);
        }
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        for (String item = queue.poll(); item != null; item = queue.poll()) {
            all.add(item);
        }
        return all;
    }

    @Test
    void oneSendersKeepTheirOrder() {
        add(ONE, "a1", "a2", "a3");

        assertThat(all()).containsExactly("a1", "a2", "a3");
    }

    @Test
    void addressesHaveTheirTurns() {
        add(ONE, "a1", "a2", "a3");
        add(OTHER, "b1");

        assertThat(all()).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void manySendersOfAnAddressHaveNoMoreTurnsThanOne() {
        add(ONE, "a1", "b1", "c1", "d1");
        add(OTHER, "e1", "e2");

        assertThat(all()).containsExactly("a1", "e1", "b1", "e2", "c1", "d1");
    }

    @Test
    void sendersOfAnAddressHaveTheirTurns() {
        add(ONE, "a1", "a2", "a3", "b1", "b2");

        assertThat(all()).containsExactly("a1", "b1", "a2", "b2", "a3");
    }

    @Test
    void knowsWhatWaits() {
        add(ONE, "a1", "a2");
        add(OTHER, "b1");
        assertThat(queue.cost()).isEqualTo(30);
        assertThat(queue.cost(ONE)).isEqualTo(20);
        assertThat(queue.addresses()).isEqualTo(2);

        all();

        assertThat(queue.cost()).isZero();
        assertThat(queue.cost(ONE)).isZero();
        assertThat(queue.addresses()).isZero();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void removesWhatComesFirstOfEach() {
        add(ONE, "a1-", "a2-", "a3", "a4-", "b1", "c1-");
        add(OTHER, "d1-");
        List<String> removed = new ArrayList<>();

        queue.removeFirst(item -> item.endsWith("-"), removed::add);

        assertThat(removed).containsExactly("a1-", "a2-", "c1-", "d1-");
        assertThat(queue.addresses()).isEqualTo(1);
        assertThat(queue.cost()).isEqualTo(30);
        assertThat(all()).containsExactly("a3", "b1", "a4-");
    }

    @Test
    void losesNothingAndKeepsEachSendersOrderWhateverComesWhen() {
        Random random = new Random(7);
        Map<String, Integer> said = new HashMap<>();
        Map<String, Integer> heard = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(100) < 55) {
                String sender = String.valueOf((char) ('a' + random.nextInt(10)));
                add(new ClientAddress(sender.charAt(0) % 3, 0), sender + said.merge(sender, 1, Integer::sum));
            } else if (random.nextInt(10) > 0) {
                hear(queue.poll(), heard);
            } else {
                queue.removeFirst(item -> item.endsWith("7"), item -> hear(item, heard));
            }
        }
        all().forEach(item -> hear(item, heard));

        assertThat(heard).isEqualTo(said);
        assertThat(queue.cost()).isZero();
    }

    private static void hear(@Nullable String item, Map<String, Integer> heard) {
        if (item != null) {
            String sender = item.substring(0, 1);
            assertThat(item).isEqualTo(sender + heard.merge(sender, 1, Integer::sum));
        }
    }
}
