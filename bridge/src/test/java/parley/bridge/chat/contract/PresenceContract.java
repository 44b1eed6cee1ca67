package parley.bridge.chat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.SessionInfo;
import parley.bridge.limits.Deadline;

/** What {@link Presence} promises. */
public abstract class PresenceContract extends Contract {

    @Test
    void aNicknameIsClaimedOnce() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();

        assertThat(await(one.presence().claim(nick("ann"), Deadline.ofRedis()))).isTrue();

        assertThat(await(one.presence().claim(nick("ann"), Deadline.ofRedis()))).isFalse();
        assertThat(await(other.presence().claim(nick("ann"), Deadline.ofRedis())))
                .isFalse();
    }

    @Test
    void lookalikesAreOneNickname() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        online(one, "corn");

        assertThat(await(one.presence().claim(nick("com"), Deadline.ofRedis()))).isFalse();
        assertThat(await(other.presence().claim(nick("com"), Deadline.ofRedis())))
                .isFalse();
        assertThat(await(other.presence().claim(nick("CORN"), Deadline.ofRedis())))
                .isFalse();
    }

    @Test
    void ofManyClaimsAtOnceOneWins() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        List<CompletionStage<Boolean>> claims = new ArrayList<>();
        for (String name : List.of("corn", "com", "corn", "Corn")) {
            claims.add(one.presence().claim(nick(name), Deadline.ofRedis()));
            claims.add(other.presence().claim(nick(name), Deadline.ofRedis()));
        }

        assertThat(claims.stream().filter(Contract::await)).hasSize(1);
        assertThat(await(one.presence().online(Deadline.ofRedis()))).hasSize(1);
    }

    /** A bridge that gives what it is asked for, and remembers for what. */
    private record Giving(Backend.Ports bridge, List<String> given) implements Bridges.Member {
        static Giving joined(Backend.Ports bridge) {
            Giving member = new Giving(bridge, new CopyOnWriteArrayList<>());
            bridge.bridges().join(member);
            return member;
        }

        @Override
        public CompletionStage<Void> replace(String nick, String token, String heir) {
            given.add(nick);
            return bridge.presence().handOver(nick(nick), heir);
        }

        @Override
        public CompletionStage<Integer> kick(String nick, String reason) {
            return CompletableFuture.completedFuture(0);
        }

        @Override
        public CompletionStage<List<SessionInfo>> sessions() {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<Integer> endBanned(BanList bans) {
            return CompletableFuture.completedFuture(0);
        }
    }

    private static String token(Backend.Ports bridge, Nickname nick) {
        return await(bridge.presence().token(nick, Deadline.ofRedis()));
    }

    private static boolean takesOver(Backend.Ports bridge, Nickname nick, String token) {
        return await(bridge.presence().takeOver(nick, token, Deadline.ofRedis()));
    }

    private static boolean speaks(Backend.Ports bridge, Nickname nick) {
        return await(bridge.lobbyBus().publish(nick, HOME, "hello", Deadline.ofRedis()))
                .isPresent();
    }

    @Test
    void aTokenIsTheSameForAsLongAsTheNicknameIsHeld() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        String token = token(bridge, ann);

        assertThat(token).matches("[A-Za-z0-9_-]{16,64}");
        assertThat(token(bridge, ann)).isEqualTo(token);
        assertThat(token(bridge, online(bridge, "bob"))).isNotEqualTo(token);
        await(bridge.presence().release(ann));
        online(bridge, "ann");
        assertThat(token(bridge, ann)).isNotEqualTo(token);
    }

    @Test
    void whoHasTheTokenTakesTheNicknameOver() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Giving member = Giving.joined(one);
        Nickname ann = online(one, "ann");
        String token = token(one, ann);

        assertThat(takesOver(other, ann, token)).isTrue();
        assertThat(member.given).containsExactly("ann");
        assertThat(speaks(other, ann)).isTrue();
        assertThat(speaks(one, ann)).isFalse();
        assertThat(token(other, ann)).isEqualTo(token);
        assertThat(await(one.presence().online(Deadline.ofRedis()))).containsExactly("ann");
        await(one.presence().release(ann));
        assertThat(speaks(other, ann)).isTrue();
    }

    @Test
    void whoHasAnotherTokenDoesNot() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Giving member = Giving.joined(one);
        Nickname ann = online(one, "ann");
        Nickname bob = online(one, "bob");
        String token = token(one, bob);

        assertThat(takesOver(other, ann, token)).as("has none").isFalse();
        token(one, ann);
        assertThat(takesOver(other, ann, token)).as("has another").isFalse();
        assertThat(takesOver(other, nick("eve"), token)).as("nobody has it").isFalse();
        assertThat(member.given).isEmpty();
        assertThat(speaks(one, ann)).isTrue();
        assertThat(await(other.presence().claim(ann, Deadline.ofRedis()))).isFalse();
    }

    @Test
    void aReleasedNicknameIsFreeAtOnce() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(one, "ann");

        await(one.presence().release(ann));

        assertThat(await(other.presence().online(Deadline.ofRedis()))).isEmpty();
        assertThat(await(other.presence().claim(ann, Deadline.ofRedis()))).isTrue();
    }

    @Test
    void releaseAndClaimTakeEffectInTheOrderOfAsking() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");

        for (int i = 0; i < 20; i++) {
            CompletionStage<Void> released = bridge.presence().release(ann);
            CompletionStage<Boolean> claimed = bridge.presence().claim(ann, Deadline.ofRedis());
            await(released);
            assertThat(await(claimed)).isTrue();
        }
        assertThat(await(bridge.presence().online(Deadline.ofRedis()))).containsExactly("ann");
    }

    @Test
    void aNicknameReleasedBehindItsLastWordsIsGone() {
        Backend.Ports bridge = backend().bridge();
        Nickname ann = online(bridge, "ann");
        List<CompletionStage<?>> words = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            words.add(bridge.lobbyBus().publish(ann, HOME, "word " + i, Deadline.ofRedis()));
            words.add(bridge.whispers().send(ann, "ann", "word " + i, Deadline.ofRedis()));
        }

        words.add(bridge.presence().release(ann));
        words.forEach(Contract::await);

        eventually(() ->
                assertThat(await(bridge.presence().online(Deadline.ofRedis()))).isEmpty());
    }

    @Test
    void nobodyReleasesWhatIsAnothers() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(one, "ann");

        await(other.presence().release(ann));

        assertThat(await(one.presence().online(Deadline.ofRedis()))).containsExactly("ann");
        assertThat(await(other.presence().claim(ann, Deadline.ofRedis()))).isFalse();
    }

    @Test
    void directClientsNamesCount() {
        Backend.Ports bridge = backend().bridge();
        backend().directAdd("corn");
        backend().directAdd("Dave");

        assertThat(await(bridge.presence().claim(nick("corn"), Deadline.ofRedis())))
                .isFalse();
        assertThat(await(bridge.presence().claim(nick("com"), Deadline.ofRedis())))
                .isFalse();
        assertThat(await(bridge.presence().claim(nick("dave"), Deadline.ofRedis())))
                .isFalse();
        assertThat(await(bridge.presence().claim(nick("ann"), Deadline.ofRedis())))
                .isTrue();
        assertThat(await(bridge.presence().online(Deadline.ofRedis())))
                .containsExactlyInAnyOrder("corn", "Dave", "ann");
    }

    @Test
    void everybodyOnlineIsListedByEveryBridge() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        online(one, "ann");
        online(other, "bob");
        backend().directAdd("not a nickname");

        assertThat(await(one.presence().online(Deadline.ofRedis())))
                .containsExactlyInAnyOrder("ann", "bob", "not a nickname");
        assertThat(await(other.presence().online(Deadline.ofRedis())))
                .containsExactlyInAnyOrder("ann", "bob", "not a nickname");
    }

    @Test
    void nobodyIsToldWhatWasSoBeforeTheQuestion() {
        Backend.Ports bridge = backend().bridge();
        List<CompletionStage<List<String>>> before = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            before.add(bridge.presence().online(Deadline.ofRedis()));
            String name = "user" + i;
            online(bridge, name);
            assertThat(await(bridge.presence().online(Deadline.ofRedis()))).contains(name);
        }
        before.forEach(Contract::await);
    }

    @Test
    void aNameIsFoundAsWrittenOrElseRegardlessOfCase() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        online(one, "Ann");
        backend().directAdd("dave");
        backend().directAdd("DAVE");
        backend().directAdd("Eve");

        assertThat(await(other.presence().find("Ann", Deadline.ofRedis()))).contains("Ann");
        assertThat(await(other.presence().find("aNN", Deadline.ofRedis()))).contains("Ann");
        assertThat(await(other.presence().find("DAVE", Deadline.ofRedis()))).contains("DAVE");
        assertThat(await(other.presence().find("eve", Deadline.ofRedis()))).contains("Eve");
        assertThat(await(other.presence().find("nobody", Deadline.ofRedis()))).isEmpty();
        assertThat(await(other.presence().find("", Deadline.ofRedis()))).isEmpty();
    }

    @Test
    void aLookalikeIsNotFound() {
        Backend.Ports bridge = backend().bridge();
        online(bridge, "corn");

        assertThat(await(bridge.presence().find("com", Deadline.ofRedis()))).isEmpty();
    }
}
