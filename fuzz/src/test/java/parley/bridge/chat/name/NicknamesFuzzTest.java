package parley.bridge.chat.name;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.ibm.icu.text.Normalizer2;
import java.util.Locale;
import parley.bridge.limits.Limits;
import parley.fuzz.Shown;
import parley.protocol.ErrorCode;

class NicknamesFuzzTest {
    @FuzzTest
    void check(byte[] bytes) {
        NicknameCheck checked = Nicknames.check(new String(bytes, UTF_8));
        if (checked.refusal() != null) {
            assertThat(checked.refusal()).isIn(ErrorCode.NICK_BLANK, ErrorCode.NICK_INVALID, ErrorCode.NICK_RESERVED);
            return;
        }
        Nickname nick = checked.nickname();
        String text = nick.text();
        Shown.check(text);
        assertThat(text.codePointCount(0, text.length())).isBetween(1, Limits.NICK_CODE_POINTS);
        assertThat(Normalizer2.getNFCInstance().isNormalized(text)).isTrue();
        assertThat(text).doesNotContainAnyWhitespaces().doesNotContain(":");
        assertThat(Nicknames.check(text).nickname()).isEqualTo(nick);
        assertThat(Lookalikes.UNICODE.settled(nick.skeleton()))
                .as("skeleton of %s", text)
                .isEqualTo(nick.skeleton());
        assertThat(nick.skeleton().codePointCount(0, nick.skeleton().length())).isBetween(1, Lookalikes.COMPARED);
    }

    /** Two names, a line each: what is the same but for case looks alike, as it is found by that. */
    @FuzzTest
    void pair(byte[] bytes) {
        String[] names = new String(bytes, UTF_8).split("\n", 2);
        String one = names[0];
        String other = names.length == 1 ? one.toUpperCase(Locale.ROOT) : names[1];
        assertThat(Nicknames.sameButForCase(one, other)).isEqualTo(Nicknames.sameButForCase(other, one));
        assertThat(Nicknames.sameButForCase(one, one)).isTrue();
        if (one.length() < Lookalikes.READ
                && other.length() < Lookalikes.READ
                && Nicknames.sameButForCase(one, other)) {
            assertThat(Nicknames.skeleton(one)).isEqualTo(Nicknames.skeleton(other));
        }
    }
}
