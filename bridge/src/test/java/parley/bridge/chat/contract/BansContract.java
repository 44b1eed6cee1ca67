package parley.bridge.chat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.chat.port.Bans;
import parley.bridge.limits.Deadline;
import parley.protocol.MessageTime;

/** What {@link Bans} promises. */
public abstract class BansContract extends Contract {

    private static BanTarget target(String text) {
        return BanTarget.parse(text).orElseThrow();
    }

    private static List<String> targets(BanList bans) {
        return bans.all().stream().map(ban -> ban.target().text()).toList();
    }

    @Test
    void aBanIsInForceAtOnce() {
        Backend.Ports bridge = backend().bridge();
        assertThat(bridge.bans().current().all()).isEmpty();

        await(bridge.bans().add(target("Corn"), null, "too: loud", Deadline.ofRedis()));
        await(bridge.bans().add(target("10.0.0.0/8"), null, "", Deadline.ofRedis()));

        BanList bans = bridge.bans().current();
        assertThat(bans.on(nick("com"))).isEqualTo(new Ban(target("Corn"), Ban.FOREVER, "too: loud"));
        assertThat(bans.on("10.1.2.3")).isEqualTo(new Ban(target("10.0.0.0/8"), Ban.FOREVER, ""));
        assertThat(bans.on("11.1.2.3")).isNull();
        assertThat(targets(bans)).containsExactly("10.0.0.0/8", "Corn");
    }

    @Test
    void aBanIsInForceOnEveryBridge() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        await(one.bans().add(target("ann"), null, "", Deadline.ofRedis()));

        assertThat(targets(await(other.bans().refresh(Deadline.ofRedis())))).containsExactly("ann");
        assertThat(targets(backend().bridge().bans().current())).containsExactly("ann");

        await(other.bans().add(target("bob"), null, "", Deadline.ofRedis()));
        eventually(() -> assertThat(targets(one.bans().current())).containsExactly("ann", "bob"));
    }

    @Test
    void aBanOnTheSameReplacesTheOneBefore() {
        Backend.Ports bridge = backend().bridge();
        await(bridge.bans().add(target("ann"), null, "first", Deadline.ofRedis()));
        await(bridge.bans().add(target("ANN"), null, "second", Deadline.ofRedis()));

        assertThat(bridge.bans().current().all()).containsExactly(new Ban(target("ANN"), Ban.FOREVER, "second"));
    }

    @Test
    void aBanEnds() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        long before = MessageTime.ofInstant(java.time.Instant.now());
        await(one.bans().add(target("bob"), Duration.ofDays(2), "", Deadline.ofRedis()));
        await(one.bans().add(target("ann"), Duration.ofMillis(400), "", Deadline.ofRedis()));
        await(other.bans().refresh(Deadline.ofRedis()));
        Ban bob = Objects.requireNonNull(one.bans().current().on(nick("bob")));
        assertThat(bob.until() - before)
                .isBetween(
                        2 * 86_400_000_000L - PATIENCE.toMillis() * 1_000,
                        2 * 86_400_000_000L + PATIENCE.toMillis() * 1_000);

        for (Backend.Ports bridge : List.of(one, other)) {
            eventually(() -> assertThat(targets(bridge.bans().current())).containsExactly("bob"));
        }
        assertThat(await(one.bans().remove(target("ann"), Deadline.ofRedis()))).isFalse();
        assertThat(targets(backend().bridge().bans().current())).containsExactly("bob");
    }

    @Test
    void aBanIsEndedByWhateverMeansTheSame() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        await(one.bans().add(target("corn"), null, "", Deadline.ofRedis()));
        await(one.bans().add(target("192.0.2.0/24"), null, "", Deadline.ofRedis()));

        assertThat(await(other.bans().remove(target("192.0.2.7"), Deadline.ofRedis())))
                .isFalse();
        assertThat(await(other.bans().remove(target("::ffff:192.0.2.9/120"), Deadline.ofRedis())))
                .isTrue();
        assertThat(await(other.bans().remove(target("COM"), Deadline.ofRedis())))
                .isTrue();
        assertThat(await(other.bans().remove(target("com"), Deadline.ofRedis())))
                .isFalse();

        assertThat(targets(other.bans().current())).isEmpty();
        assertThat(targets(await(one.bans().refresh(Deadline.ofRedis())))).isEmpty();
    }
}
