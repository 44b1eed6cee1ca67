package parley.bridge.chat.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.protocol.ErrorCode;

class NicknamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "Ann_2-x",
                "7",
                "_",
                "-",
                "小明",
                "Ольга",
                "محمد",
                "नमस्ते",
                "Zoë",
                "가나다",
                "\uD801\uDD70", // Vithkuqi, of Unicode 14
                "\uD807\uDF04\uD807\uDF34\uD807\uDF50", // Kawi letter, mark and digit, of Unicode 15
                "12345678901234567890123456789012"
            })
    void takesLettersOfAnyScript(String nick) {
        assertThat(Nicknames.check(nick).refusal()).isNull();
        assertThat(Nicknames.check(nick).nickname().text()).isEqualTo(nick);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u3000\u00a0"})
    void knowsBlank(String nick) {
        assertThat(Nicknames.check(nick).refusal()).isEqualTo(ErrorCode.NICK_BLANK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a:b",
                "ann!",
                "\u0301ann",
                "1\u0301",
                "a\u200db",
                "a\u202eb",
                "\u3164",
                "a\u034fb",
                "😀",
                "½",
                "123456789012345678901234567890123"
            })
    void refusesWhatIsNoName(String nick) {
        assertThat(Nicknames.check(nick).refusal()).isEqualTo(ErrorCode.NICK_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pull",
                "PUB",
                "users",
                "chat",
                "Chat",
                "administrator",
                "Administrator",
                "parley",
                "Parley_bot",
                "раrley",
                "сhat",
                "p1ng2"
            })
    void knowsReservedNamesAndTheirLookalikes(String nick) {
        boolean lookalike = !nick.equals("p1ng2");
        assertThat(Nicknames.check(nick).refusal()).isEqualTo(lookalike ? ErrorCode.NICK_RESERVED : null);
    }

    @Test
    void trimsAndComposes() {
        assertThat(Nicknames.check("  Zoe\u0308 \t").nickname().text()).isEqualTo("Zoë");
    }

    @Test
    void countsCodePoints() {
        assertThat(Nicknames.check("𝔞".repeat(32)).refusal()).isNull();
        assertThat(Nicknames.check("𝔞".repeat(33)).refusal()).isEqualTo(ErrorCode.NICK_INVALID);
    }

    @Test
    void lookalikesShareASkeleton() {
        assertThat(Nicknames.skeleton("corn")).isEqualTo(Nicknames.skeleton("com"));
        assertThat(Nicknames.skeleton("Ann")).isEqualTo(Nicknames.skeleton("aNN"));
        assertThat(Nicknames.skeleton("раураl")).isEqualTo(Nicknames.skeleton("paypal"));
        assertThat(Nicknames.skeleton("ann")).isNotEqualTo(Nicknames.skeleton("bob"));
    }

    @Test
    void caseAloneIsNoDifference() {
        assertThat(Nicknames.sameButForCase("Straße", "STRASSE")).isTrue();
        assertThat(Nicknames.sameButForCase("corn", "com")).isFalse();
    }
}
