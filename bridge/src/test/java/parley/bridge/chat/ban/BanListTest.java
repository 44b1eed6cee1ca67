package parley.bridge.chat.ban;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.name.Nicknames;

class BanListTest {
    private long now = 1_000;

    private static Ban ban(String target, long until, String reason) {
        return new Ban(target(target), until, reason);
    }

    private static BanTarget target(String text) {
        return BanTarget.parse(text).orElseThrow();
    }

    private BanList list(Ban... bans) {
        return new BanList(List.of(bans), () -> now);
    }

    private static Nickname nick(String text) {
        return Nicknames.check(text).nickname();
    }

    @ParameterizedTest
    @CsvSource({
        "Ann, Ann",
        "1234, 1234",
        "::1, ::1",
        "10.0.0.1/8, 10.0.0.0/8",
        "help, help",
        "dead, dead",
        "dead::, dead::"
    })
    void aTargetIsAnAddressOrElseANickname(String text, String shown) {
        assertThat(target(text).text()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "1.2.3", "10.0.0.0/33", "ann!", "*"})
    void whatIsNeitherIsNone(String text) {
        assertThat(BanTarget.parse(text)).isEmpty();
    }

    @Test
    void targetsThatKeepOutTheSameHaveOneKey() {
        assertThat(target("CORN").key()).isEqualTo(target("com").key());
        assertThat(target("::ffff:10.1.2.3/104").key())
                .isEqualTo(target("10.0.0.0/8").key());
        assertThat(target("ann").key()).isNotEqualTo(target("bob").key());
    }

    @Test
    void aNameKeepsItsLookalikesOut() {
        BanList bans = list(ban("Corn", Ban.FOREVER, "noise"));

        assertThat(bans.on(nick("com"))).extracting(Ban::reason).isEqualTo("noise");
        assertThat(bans.on(nick("ann"))).isNull();
        assertThat(bans.on("127.0.0.1")).isNull();
    }

    @Test
    void theNarrowestRangeCounts() {
        BanList bans = list(
                ban("10.0.0.0/8", Ban.FOREVER, "eight"),
                ban("10.1.0.0/16", 2_000, "sixteen"),
                ban("fe80::/10", Ban.FOREVER, "link"));

        assertThat(bans.on("10.1.2.3")).extracting(Ban::reason).isEqualTo("sixteen");
        assertThat(bans.on("10.2.2.3")).extracting(Ban::reason).isEqualTo("eight");
        assertThat(bans.on("fe80:0:0:0:0:0:0:1%eth0")).extracting(Ban::reason).isEqualTo("link");
        assertThat(bans.on("11.1.2.3")).isNull();
        assertThat(bans.on("unknown")).isNull();
        now = 2_000;
        assertThat(bans.on("10.1.2.3")).extracting(Ban::reason).isEqualTo("eight");
    }

    @Test
    void bansEnd() {
        BanList bans = list(ban("ann", 2_000, ""), ban("bob", Ban.FOREVER, ""), ban("::1", 2_001, ""));
        assertThat(bans.all()).extracting(ban -> ban.target().text()).containsExactly("::1", "ann", "bob");

        now = 2_000;

        assertThat(bans.on(nick("ann"))).isNull();
        assertThat(bans.on("0:0:0:0:0:0:0:1")).isNotNull();
        assertThat(bans.all()).extracting(ban -> ban.target().text()).containsExactly("::1", "bob");
    }

    @Test
    void theReasonIsTold() {
        assertThat(ban("ann", 1, "spam").refusal()).isEqualTo("You are banned: spam");
        assertThat(ban("ann", 1, "").refusal()).isEqualTo("You are banned.");
        assertThat(ban("ann", 1, "spam").farewell()).isEqualTo("spam");
        assertThat(ban("ann", 1, "").farewell()).isEqualTo("The operator banned you.");
    }
}
