package parley.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally("echo", 20);

    @Test
    void findsNothingWhereEachStandsOnce() {
        IntStream.rangeClosed(1, 20).forEach(number -> tally.add(Integer.toString(21 - number)));

        assertThat(tally.problems()).isEmpty();
    }

    @Test
    void findsGapsDoublesAndStrangers() {
        IntStream.rangeClosed(8, 20).forEach(number -> tally.add(Integer.toString(number)));
        for (String text : new String[] {"8", "9", "9", "21", "0", "-1", "x"}) {
            tally.add(text);
        }

        assertThat(tally.gaps()).hasSize(7);
        assertThat(tally.doubles()).containsExactly(8, 9);
        assertThat(tally.problems())
                .containsExactly(
                        "echo said 7 never: [1, 2, 3, 4, 5, 6, 7]",
                        "echo said 2 more than once: [8, 9]",
                        "echo said 4 though nobody asked for it: [21, 0, -1, x]");
    }

    @Test
    void showsAFewOfMany() {
        assertThat(tally.problems()).containsExactly("echo said 20 never: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] …");
    }
}
