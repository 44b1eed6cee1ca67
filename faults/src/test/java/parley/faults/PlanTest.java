package parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.faults.fault.Kind;

class PlanTest {
    private static final List<Kind> ALL = List.of(Kind.values());

    private static List<List<Kind>> first(int count, Plan plan) {
        List<List<Kind>> drawn = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            drawn.add(plan.next());
        }
        return drawn;
    }

    @Test
    void aSeedSaysItAll() {
        assertThat(first(50, new Plan(ALL, true, false, new Random(5))))
                .isEqualTo(first(50, new Plan(ALL, true, false, new Random(5))))
                .isNotEqualTo(first(50, new Plan(ALL, true, false, new Random(6))));
    }

    @Test
    void everyKindComesBeforeAnyComesAgain() {
        assertThat(first(ALL.size(), new Plan(ALL, false, false, new Random(5))).stream()
                        .flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void everyThirdTimeTwoComeAtOnce() {
        assertThat(first(6, new Plan(ALL, true, false, new Random(5))))
                .extracting(List::size)
                .containsExactly(1, 1, 2, 1, 1, 2);
    }

    @Test
    void whatWasChosenComesInOrder() {
        List<Kind> chosen = List.of(Kind.REDIS_KILL, Kind.BRIDGE_KILL);
        assertThat(first(4, new Plan(chosen, false, true, new Random(5))).stream()
                        .flatMap(List::stream))
                .containsExactly(Kind.REDIS_KILL, Kind.BRIDGE_KILL, Kind.REDIS_KILL, Kind.BRIDGE_KILL);
    }
}
