package parley.bridge.net.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import parley.bridge.chat.name.Nicknames;

class ProbeDetectorFuzzTest {
    private static final int MAX_LINE = 64;

    /** It decides while what it holds back is bounded, and never against what is a nickname. */
    @FuzzTest
    void opening(byte[] bytes) {
        ProbeDetector detector = new ProbeDetector(MAX_LINE);
        for (int at = 0; at < bytes.length; at++) {
            Opening opening = detector.accept(bytes[at]);
            if (opening != Opening.UNDECIDED) {
                String seen = new String(Arrays.copyOf(bytes, at + 1), UTF_8);
                assertThat(opening.isProbe() && Nicknames.check(seen).refusal() == null)
                        .as("%s of %s", opening, seen)
                        .isFalse();
                return;
            }
            assertThat(at).isLessThanOrEqualTo(MAX_LINE);
        }
    }
}
