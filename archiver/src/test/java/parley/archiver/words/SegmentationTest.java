package parley.archiver.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.util.VersionInfo;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.protocol.SafeText;
import parley.protocol.archive.ArchiveQuestion;

class SegmentationTest {

    @Test
    void wordsOfSpacedScriptsAreTokens() {
        assertThat(Segmentation.tokens("Hello, world: it's 10:30!"))
                .containsExactly("hello", "world", "it", "s", "10", "30");
        assertThat(Segmentation.tokens("Привет, Мир")).containsExactly("привет", "мир");
        assertThat(Segmentation.tokens("שלום עולם")).containsExactly("שלום", "עולם");
        assertThat(Segmentation.tokens("नमस्ते दुनिया")).containsExactly("नमस्ते", "दुनिया");
    }

    @Test
    void caseAndAccentsMakeNoDifference() {
        assertThat(Segmentation.tokens("Crème BRÛLÉE")).containsExactly("creme", "brulee");
        assertThat(Segmentation.tokens("cre\u0300me")).containsExactly("creme");
        assertThat(Segmentation.tokens("Straße STRASSE")).containsExactly("strasse", "strasse");
        assertThat(Segmentation.tokens("ΟΔΟΣ οδός")).containsExactly("οδοσ", "οδοσ");
        assertThat(Segmentation.tokens("İstanbul Łódź")).containsExactly("istanbul", "łodz");
    }

    @Test
    void marksThatMakeAnotherLetterStay() {
        assertThat(Segmentation.tokens("йод")).containsExactly("йод");
        assertThat(Segmentation.tokens("がか")).containsExactly("が", "か");
        assertThat(Segmentation.tokens("ｶﾞ")).containsExactly("ガ");
    }

    @Test
    void pointsThatMostPeopleLeaveOutMakeNoDifference() {
        assertThat(Segmentation.tokens("שָׁלוֹם בְּרֵאשִׁ֖ית")).containsExactly("שלום", "בראשית");
        assertThat(Segmentation.tokens("\uFB2A\u05B8לום"))
                .as("a letter and its point in one")
                .containsExactly("שלום");
        assertThat(Segmentation.tokens("مُحَمَّدٌ رَسُولُ ٱللَّٰهِ")).containsExactly("محمد", "رسول", "ٱلله");
        assertThat(Segmentation.tokens("مـحـمـَد")).as("made longer").containsExactly("محمد");
        assertThat(Segmentation.tokens("ܫܠܳܡܳܐ")).containsExactly("ܫܠܡܐ");
    }

    @Test
    void pointsThatMakeAnotherLetterStay() {
        assertThat(Segmentation.tokens("آب أب إب ئ ؤ")).containsExactly("آب", "أب", "إب", "ئ", "ؤ");
        assertThat(Segmentation.tokens("أَحْمَد")).containsExactly("أحمد");
        assertThat(Segmentation.tokens("ދިވެހި"))
                .as("vowels that are always written")
                .containsExactly("ދިވެހި");
        assertThat(Segmentation.tokens("हिंदी")).containsExactly("हिंदी");
    }

    @Test
    void whatShowsNothingMakesNoDifference() {
        assertThat(Segmentation.tokens("می\u200Cخواهم a\u034Fb c\u3164d e\uDB40\uDD00f ᠮ\u180B"))
                .containsExactly("میخواهم", "ab", "cd", "ef", "ᠮ");
    }

    /** Whoever has to change this has to have the index of every archive built anew, by another migration. */
    @Test
    void goesByTheTablesThatArchivesWereWrittenBy() {
        assertThat(UCharacter.getUnicodeVersion()).isEqualTo(VersionInfo.getInstance(18));
    }

    @Test
    void eachCharacterOfScriptsWithoutSpacesIsAToken() {
        assertThat(Segmentation.tokens("我们在聊天")).containsExactly("我", "们", "在", "聊", "天");
        assertThat(Segmentation.tokens("𠮷野家")).containsExactly("𠮷", "野", "家");
        assertThat(Segmentation.tokens("ラーメンを")).containsExactly("ラ", "ー", "メ", "ン", "を");
        assertThat(Segmentation.tokens("한국어")).containsExactly("한", "국", "어");
        assertThat(Segmentation.tokens("ไทย")).containsExactly("ไ", "ท", "ย");
        assertThat(Segmentation.tokens("ខ្មែរ")).hasSize(5);
    }

    @Test
    void scriptsMayMix() {
        assertThat(Segmentation.tokens("我买了iPhone15手机。OK？")).containsExactly("我", "买", "了", "iphone15", "手", "机", "ok");
    }

    @Test
    void emojiAndSymbolsAreTokensOfTheirOwn() {
        assertThat(Segmentation.tokens("yes👍🏽no❤️")).containsExactly("yes", "👍", "🏽", "no", "❤");
        assertThat(Segmentation.tokens("👩‍💻")).containsExactly("👩", "💻");
        assertThat(Segmentation.tokens("5€ 1️⃣")).containsExactly("5", "€", "1");
    }

    @Test
    void longWordsAreCut() {
        assertThat(Segmentation.tokens("x".repeat(Segmentation.MAX_WORD + 1)))
                .containsExactly("x".repeat(Segmentation.MAX_WORD), "x");
    }

    @Test
    void queriesAreQuotedPhrases() {
        assertThat(Segmentation.query("NEAR(a b) OR \"c* -sender:d"))
                .contains("\"near a\" \"b\" \"or\" \"c\" \"sender d\"");
        assertThat(Segmentation.query("聊天\u3000ok")).contains("\"聊 天\" \"ok\"");
    }

    @Test
    void anAsteriskBehindAWordStandsForAllThatBeginSo() {
        assertThat(Segmentation.queryWithPrefixes("Mün* well-kn* c*d *e f ** * 手*"))
                .contains("\"mun\" * \"well kn\" * \"c d\" \"e\" \"f\" \"手\" *");
        assertThat(Segmentation.queryWithPrefixes("* ** -*")).isEmpty();
    }

    @Test
    void aPhraseIsOfAllWords() {
        assertThat(Segmentation.phraseQuery("Good  \"morning*\", 聊天")).contains("\"good morning 聊 天\"");
        assertThat(Segmentation.phraseQuery(" - ")).isEmpty();
    }

    @Test
    void aQueryMayHoldNothingToLookFor() {
        assertThat(Segmentation.query("")).isEmpty();
        assertThat(Segmentation.query(" \" * - ( ) : , ")).isEmpty();
    }

    /** So that whoever asks hears the same whether an archiver is there or not; but for characters younger than this Java. */
    @Test
    void bridgesRefuseWhatHoldsNothingToLookForThemselves() {
        List<String> toldApart = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .mapToObj(Character::toString)
                .map(SafeText::clean)
                .filter(character -> !character.isEmpty())
                .filter(character -> ArchiveQuestion.Words.isWordless(character)
                        != Segmentation.query(character).isEmpty())
                .toList();
        assertThat(toldApart).allSatisfy(character -> {
            assertThat(Segmentation.query(character)).isEmpty();
            assertThat(Character.isDefined(character.codePointAt(0))).isFalse();
        });
    }
}
