package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** It is a queue like any other. */
class ShortQueueTest {
    private final Queue<Integer> queue = new ShortQueue<>();

    @Test
    void givesBackInOrderWhateverItsLength() {
        Queue<Integer> model = new ArrayDeque<>();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            if (random.nextInt(5) < 2 + i / 700) {
                queue.add(i);
                model.add(i);
            } else {
                assertThat(queue.poll()).isEqualTo(model.poll());
            }
            assertThat(queue.peek()).isEqualTo(model.peek());
            assertThat(queue).containsExactlyElementsOf(model).hasSameSizeAs(model);
        }
    }

    @Test
    void isEmptyWhenCleared() {
        queue.add(1);
        queue.add(2);

        queue.clear();

        assertThat(queue).isEmpty();
        assertThat(queue.poll()).isNull();
    }
}
