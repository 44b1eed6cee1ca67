package parley.bridge.chat.name;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", // Persian: no joining in the middle of a word
                "\u0646\u064E\u200C\u062E", // the same behind a mark
                "\u0915\u094D\u200D\u0937", // Devanagari: a half form
                "\u0915\u094D\u200C\u0937", // and a virama that shows
                "\u0D28\u0D4D\u200D", // Malayalam: at the end of a word
                "\u09B0\u200D\u09CD\u09AF\u09BE\u09AC", // Bengali: before the virama
                "\u0DC1\u0DCA\u200D\u0DBB\u0DD3", // Sinhala
            })
    void takesJoinersWhereTheScriptNeedsThem(String nick) {
        assertThat(Nicknames.check(nick).refusal()).isNull();
        assertThat(Nicknames.check(nick).nickname().text()).isEqualTo(nick);
        String without = nick.replaceAll("[\u200C\u200D]", "");
        assertThat(Nicknames.skeleton(nick)).isEqualTo(Nicknames.skeleton(without));
        assertThat(Nicknames.sameButForCase(nick, without)).isTrue();
    }

    /** Whoever has a name has it alone: nothing that doesn't show, anywhere in it, makes another of it. */
    @Test
    void makesNoOtherNameByWhatDoesNotShow() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(codePoint -> UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT))
                .mapToObj(Character::toString)
                .forEach(hidden -> Stream.of("ann", "\u0645\u06CC\u062E", "\u0DC1\u0DCA\u0DBB\u0DD3", "\u0D28\u0D4D")
                        .forEach(name -> {
                            for (int at = 0; at <= name.length(); at++) {
                                String other = name.substring(0, at) + hidden + name.substring(at);
                                NicknameCheck check = Nicknames.check(other);
                                assertThat(check.refusal() != null
                                                || check.nickname().skeleton().equals(Nicknames.skeleton(name)))
                                        .as(other)
                                        .isTrue();
                            }
                        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Й\u0306", // a mark of no script
                "\u05D0\u05B7\u05B1", // Hebrew with its points
                "\u0628\u064E\u0651", // Arabic with its own
                "が\u3099",
                "\u0BA4\u0BC1\u0CE6", // no mark follows, but a digit of another script
                "\u02BC\u0301n",
                "\uD81A\uDE70" // a letter that no mark follows, of Unicode 14
            })
    void takesMarksOfTheLettersScript(String nick) {
        assertThat(Nicknames.check(nick).refusal()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u200Cb",
                "a\u200Db",
                "\u200Da",
                "a\u200D",
                "1\u200D\u094D",
                "\u0645\u200C", // nothing to join with
                "\u0627\u200C\u0645", // an alef doesn't join onwards
                "\u0645\u200D\u06CC",
                "\u0645\u200C\u200C\u06CC",
                "\u0915\u094D\u200D\u200D\u0937",
                "a\uFE0F",
                "\u8FBB\uDB40\uDD00",
                "a\u034F",
                "b\u0301\u0302\u0303\u0304\u0305",
                "ann\uD81B\uDFE4", // the filler of Khitan
                "小\uD81B\uDFE4",
                "ann\uD82F\uDC9D", // what makes a Duployan letter thick
                "ann\uD80D\uDC40" // what mirrors a hieroglyph
            })
    void refusesWhatDoesNotShow(String nick) {
        assertThat(Nicknames.check(nick).refusal()).isEqualTo(ErrorCode.NICK_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pull",
                "PUB",
                "users",
                "to",
                "mark",
                "once",
                "token",
                "search",
                "chat",
                "Chat",
                "System",
                "OK",
                "err",
                "Lobby",
                "whisper",
                "NOTICE",
                "User",
                "help",
                "MISSED",
                "bye",
                "administrator",
                "parley",
                // what begins with the product's name or holds the administrator's
                "Parley_bot",
                "parleyvous",
                "TheAdministrator",
                "administrator2",
                "xX_Administrator_Xx",
                "admini-strator",
                "_parley",
                // other letters that look like these
                "раrley",
                "сhat",
                "Adrninistrator",
                "ѕуѕtеm",
                "ＮＯＴＩＣＥ",
                "𝐬𝐲𝐬𝐭𝐞𝐦",
                "0K",
                "puII",
                "pu11",
                "Iive",
                // digits for letters
                "Administrat0r",
                "Adm1nistrator",
                "4dm1n15tr4t0r",
                "sy5tem",
                "5Y5T3M",
                "N0TIC3",
                "l1v3",
                "p1ng",
                "pin9",
                "pin6",
                "lo88y",
                "wh15p3r",
                "u5er5",
                "us3rs",
                "p4r1ey",
                "by3",
                // diacritics
                "Administrätor",
                "Ádmīnistrâtør",
                "sÿstem",
                "Ñotice",
                "hélp",
                "łive",
                "pùb",
                "u\u0336sers",
                "ıive",
                "İive"
            })
    void reservesWordsAndWhatLooksLikeOne(String nick) {
        assertThat(Nicknames.check(nick).refusal()).isEqualTo(ErrorCode.NICK_RESERVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "user1",
                "user5",
                "User9",
                "user-5",
                "u5",
                "users2",
                "chatty",
                "tom",
                "tok",
                "ok2",
                "error",
                "byebye",
                "admin",
                "Adam",
                "systems",
                "notices",
                "p1ng2",
                "loggy",
                "pulp",
                "publican",
                "Harley",
                "parle",
                "tony",
                "小明",
                "Ольга",
                "محمد",
                "Zoë",
                "markus",
                "live2",
                "on"
            })
    void reservesNothingElse(String nick) {
        assertThat(Nicknames.check(nick).refusal()).isNull();
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
    void refusesByLengthWhateverItHolds() {
        assertThat(Nicknames.check("a" + "\u0301".repeat(2_020)).refusal()).isEqualTo(ErrorCode.NICK_INVALID);
        assertThat(Nicknames.check("\uFDFA".repeat(1_359)).refusal()).isEqualTo(ErrorCode.NICK_INVALID);
        assertThat(Nicknames.check(" ".repeat(4_000) + "ann" + "\u3000".repeat(4_000))
                        .nickname()
                        .text())
                .isEqualTo("ann");
        assertThat(Nicknames.check(" ".repeat(65_000)).refusal()).isEqualTo(ErrorCode.NICK_BLANK);
    }

    @Test
    void reservesAWordWhateverStandsBeforeIt() {
        assertThat(Nicknames.check("\uFE8D".repeat(19) + "administrator").refusal())
                .isEqualTo(ErrorCode.NICK_RESERVED);
        assertThat(Nicknames.check("\uFDFA".repeat(19) + "administrator").refusal())
                .isEqualTo(ErrorCode.NICK_RESERVED);
    }

    @Test
    void takesALongNameThatNfcMakesShort() {
        String four = "\u03B1\u0313\u0300\u0345"; // four code points, of which NFC makes one
        assertThat(Nicknames.check(four.repeat(32)).nickname().text()).isEqualTo("\u1F82".repeat(32));
        assertThat(Nicknames.check(four.repeat(33)).refusal()).isEqualTo(ErrorCode.NICK_INVALID);
    }

    @Test
    void makesNoCharacterOfMoreThanFourCodePoints() {
        Normalizer2 nfd = Normalizer2.getNFDInstance();
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .mapToObj(nfd::getDecomposition)
                        .filter(Objects::nonNull)
                        .mapToInt(made -> made.codePointCount(0, made.length()))
                        .max())
                .hasValue(4);
    }
}
