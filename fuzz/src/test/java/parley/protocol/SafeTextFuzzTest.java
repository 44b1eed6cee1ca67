package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import parley.fuzz.Shown;

class SafeTextFuzzTest {
    /** What a client typed: halves of characters too, which can't come in UTF-8. */
    @FuzzTest
    void clean(byte[] bytes) {
        String text = new String(bytes, bytes.length % 2 == 0 ? UTF_16LE : UTF_8);
        String cleaned = SafeText.clean(text);
        Shown.check(cleaned);
        assertThat(SafeText.clean(cleaned)).isSameAs(cleaned);
        assertThat(SafeText.cleanForeign(cleaned)).isSameAs(cleaned);
        assertThat(cleaned).hasSizeLessThanOrEqualTo(text.length());
        assertThat(SafeText.cleanFrom(text, 0))
                .as("what is plain at the beginning makes no difference")
                .isEqualTo(cleaned);
    }

    /** What somebody published on Redis. */
    @FuzzTest
    void cleanForeign(byte[] bytes) {
        String cleaned = SafeText.cleanForeign(bytes, 0, bytes.length);
        Shown.check(cleaned);
        assertThat(SafeText.cleanForeign(cleaned)).isSameAs(cleaned);
        assertThat(SafeText.stripTrailing(SafeText.stripTrailing(cleaned))).isEqualTo(SafeText.stripTrailing(cleaned));
    }
}
