package parley.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoakTableTest {
    @Test
    void hasARowForEachLibrary() {
        SoakResult good = new SoakResult("go", 500, SoakFault.ROUND, 0, 0, List.of());
        SoakResult bad = new SoakResult("c", 20, List.of(), 2, 1, List.of("echo said 2 never: [3, 4]"));

        assertThat(SoakTable.of(List.of(new SoakTable.Row(good, 12.4), new SoakTable.Row(bad, 99.6))))
                .startsWith("# The soak\n")
                .endsWith("""
                        | library | messages | cut | bridge killed | Redis killed | bridge ended | gaps | doubles | ok | s |
                        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |
                        | go | 500 | 1 | 2 | 1 | 1 | 0 | 0 | yes | 12 |
                        | c | 20 | 0 | 0 | 0 | 0 | 2 | 1 | no | 100 |
                        """);
    }

    @Test
    void saysItInALineAsWell() {
        SoakResult bad = new SoakResult("c", 20, SoakFault.ROUND, 2, 1, List.of("echo said 2 never: [3, 4]"));

        assertThat(bad.isGood()).isFalse();
        assertThat(bad.line(1.5)).isEqualTo("FAIL c          20 messages, 5 faults, 2 gaps, 1 doubles, 1.5 s");
    }
}
