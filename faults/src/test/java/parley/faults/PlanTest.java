package parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.faults.fault.FaultKind;

class PlanTest {
    private static final List<FaultKind> ALL = List.of(FaultKind.values());

    private static List<List<FaultKind>> first(int count, Plan plan) {
        List<List<FaultKind>> drawn = new ArrayList<>();
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
        List<FaultKind> chosen = List.of(FaultKind.REDIS_KILL, FaultKind.BRIDGE_KILL);
        assertThat(first(4, new Plan(chosen, false, true, new Random(5))).stream()
                        .flatMap(List::stream))
                .containsExactly(
                        FaultKind.REDIS_KILL, FaultKind.BRIDGE_KILL, FaultKind.REDIS_KILL, FaultKind.BRIDGE_KILL);
    }
}
