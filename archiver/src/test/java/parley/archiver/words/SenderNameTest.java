package parley.archiver.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderNameTest {
    @ParameterizedTest
    @CsvSource({"Rene\u0301, REN\u00C9", "ann, Ann", "ANN, ann", "İzmir, izmir", "ISIK, ısık"})
    void comparesRegardlessOfCase(String one, String other) {
        assertThat(new SenderName(one).matches(other)).isTrue();
        assertThat(new SenderName(other).matches(one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ann, anna", "corn, com", "René, Rene", "a_b, a-b"})
    void tellsOthersApart(String one, String other) {
        assertThat(new SenderName(one).matches(other)).isFalse();
    }

    @Test
    void foldsAsciiAsAllElse() {
        for (char ascii = 0; ascii < 0x80; ascii++) {
            String name = "x" + ascii + "x";
            assertThat(SenderName.fold(name)).as("%#x", (int) ascii).isEqualTo(SenderName.foldUnicode(name));
        }
    }
}
