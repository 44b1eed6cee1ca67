package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** It is a queue like any other. */
class ShortQueueTest {
    private ShortQueue<Integer> queue = ShortQueue.empty();

    @Test
    void givesBackInOrderWhateverItsLength() {
        Queue<Integer> model = new ArrayDeque<>();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            if (random.nextInt(5) < 2 + i / 700) {
                queue = queue.plus(i);
                model.add(i);
            } else {
                queue = queue.minusFirst();
                model.poll();
            }
            assertThat(queue.first()).isEqualTo(model.peek());
            assertThat(queue.stream()).containsExactlyElementsOf(model);
            assertThat(queue.size()).isEqualTo(model.size());
            assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
        }
    }

    @Test
    void takesNoMemoryWhenEmptyAgain() {
        queue = queue.plus(1).plus(2).minusFirst().minusFirst();

        assertThat(queue).isSameAs(ShortQueue.<Integer>empty());
        assertThat(ShortQueue.<Integer>empty().first()).isNull();
    }
}
