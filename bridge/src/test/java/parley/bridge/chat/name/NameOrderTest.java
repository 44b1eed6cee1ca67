package parley.bridge.chat.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameOrderTest {
    @Test
    void goesByCodePointAndNotByUtf16Unit() {
        String smallerUnit = "\uD83D\uDE00"; // U+1F600, whose first unit is smaller than U+FF21
        String largerUnit = "\uFF21";
        assertThat(List.of("b", smallerUnit, "a", largerUnit, "ab", "").stream()
                        .sorted(NameOrder.BY_CODE_POINT)
                        .toList())
                .containsExactly("", "a", "ab", "b", largerUnit, smallerUnit);
    }
}
