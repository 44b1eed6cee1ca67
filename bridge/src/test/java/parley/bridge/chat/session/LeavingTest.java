package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.limits.Deadline;

/**
 * What a session had begun when it ended has taken effect, or never will, before anybody is welcomed under its nickname. Whatever
 * the ports are asked for waits here until the test lets it go on.
 */
class LeavingTest extends GatedSessions {
    @Test
    void whatHadBegunTakesEffectBeforeTheNicknameIsFree() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one", "pub two", "pull", "pub three");
        ann.isGone();
        isStillTaken();
        goOn();
        isStillTaken();
        goOn();
        assertThat(said()).containsExactly("one", "two");
        logIn(next, "ann");
        assertThat(said()).containsExactly("one", "two");
    }

    @Test
    void whatFailedHoldsNothingUp() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one", "pub two");
        ann.isGone();
        gate.fail();
        isStillTaken();
        gate.fail();
        run();

        logIn(next, "ann");
        assertThat(said()).isEmpty();
    }

    @Test
    void withNothingBegunTheNicknameIsFreeAtOnce() {
        logIn(ann, "ann");
        ann.isGone();
        logIn(next, "ann");
    }

    @Test
    void aWhisperThatHadBegunAsksOnToItsEnd() {
        logIn(ann, "ann");
        Visitor bob = new Visitor();
        logIn(bob, "bob");
        gate.close();
        ann.say("to BOB psst");
        ann.isGone();
        for (String question : List.of("to BOB", "who is BOB", "to bob")) {
            isStillTaken();
            assertThat(gate.first()).isEqualTo(question);
            goOn();
        }
        logIn(next, "ann");

        assertThat(bob.say("pull")).hasSize(2).first().asString().endsWith(" ann: psst");
    }

    @Test
    void aWhisperThatAwaitsItsTextIsForgotten() {
        logIn(ann, "ann");
        logIn(next, "bob");
        gate.close();
        ann.say("to bob", "psst");
        ann.isGone();
        goOn();
        gate.open();
        run();

        assertThat(ann.session.isLoggedIn()).isFalse();
        assertThat(next.say("pull", "users")).containsExactly("OK 0", "USER bob", "OK 1");
    }

    @Test
    void aKickedOneIsToldAtOnceAndTheOperatorWhenTheNicknameIsFree() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        CompletableFuture<Integer> kick = sessions.kick("ann", "").toCompletableFuture();
        run();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE kicked");
        assertThat(ann.outlet.closed).isTrue();
        assertThat(kick).isNotDone();
        isStillTaken();
        goOn();

        assertThat(kick).isCompletedWithValue(1);
        logIn(next, "ann");
    }

    @Test
    void aKickWaitsForNobodyElse() {
        logIn(ann, "ann");
        logIn(next, "bob");
        gate.close();
        ann.say("pub one");
        ann.isGone();
        CompletableFuture<Integer> kick = sessions.kick("bob", "").toCompletableFuture();
        run();

        assertThat(kick).isCompletedWithValue(1);
        assertThat(sessions.released().toCompletableFuture()).isNotDone();
        goOn();
        assertThat(sessions.released().toCompletableFuture()).isCompleted();
    }

    @Test
    void whoIsGoneAlreadyIsNotKicked() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        ann.isGone();
        CompletableFuture<Integer> kick = sessions.kick("ann", "").toCompletableFuture();
        run();
        assertThat(kick).isNotDone();
        goOn();

        assertThat(kick).isCompletedWithValue(0);
    }

    @Test
    void aBannedOneIsToldAtOnceAndTheOperatorWhenTheNicknameIsFree() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        BanList bans = bridge.add(BanTarget.parse("ann").orElseThrow(), null, "", Deadline.ofRedis())
                .toCompletableFuture()
                .join();
        CompletableFuture<Integer> ban = sessions.endBanned(bans).toCompletableFuture();
        run();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE banned");
        assertThat(ban).isNotDone();
        goOn();

        assertThat(ban).isCompletedWithValue(1);
        assertThat(sessions.loggedIn()).isZero();
    }

    @Test
    void theOperatorSeesWhoStillHoldsANickname() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        ann.isGone();
        CompletableFuture<List<String>> seen = sessions.sessions()
                .thenApply(infos -> infos.stream().map(info -> info.nick()).toList())
                .toCompletableFuture();
        run();
        assertThat(seen).isCompletedWithValue(List.of("ann"));
    }

    @Test
    void whoLostTheNicknameIsToldAtOnceAndGivesUpNothing() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        redis.lose("ann");
        run();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE nick-lost");
        goOn();

        assertThat(said()).isEmpty();
        assertThat(bridge.online(Deadline.ofRedis()).toCompletableFuture().join())
                .containsExactly("ann");
        assertThat(sessions.loggedIn()).isZero();
    }

    @Test
    void aLoginUnderWayGivesItsNicknameUpWhenItIsThrough() {
        gate.close();
        ann.say("ann");
        ann.isGone();
        isStillTaken();
        assertThat(sessions.released().toCompletableFuture()).isNotDone();
        goOn();

        assertThat(sessions.released().toCompletableFuture()).isCompleted();
        logIn(next, "ann");
    }

    @Test
    void aDownlineUnderWayIsDoneOnce() {
        logIn(ann, "ann");
        ann.say("downline", "pub one");
        ann.isGone();
        logIn(next, "ann");

        assertThat(said()).isEmpty();
        assertThat(bridge.online(Deadline.ofRedis()).toCompletableFuture().join())
                .containsExactly("ann");
    }

    @Test
    void whoShutDownTheSendingSideIsServedToTheEnd() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one", "ping", "pub two");
        ann.session.conversation().inputEnded();
        goOn();
        assertThat(gate.first()).isEqualTo("pub two");
        goOn();

        assertThat(said()).containsExactly("one", "two");
        assertThat(ann.outlet.closed).isTrue();
        logIn(next, "ann");
    }

    @Test
    void aGoodbyeAtOnceToAllWaitsForWhatHadBegunToGiveNamesUp() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one", "pull");
        sessions.drain();
        sessions.shutDown();
        run();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE shutdown");
        assertThat(sessions.closed().toCompletableFuture()).isCompleted();
        assertThat(sessions.released().toCompletableFuture()).isNotDone();
        goOn();

        assertThat(sessions.released().toCompletableFuture()).isCompleted();
        assertThat(bridge.online(Deadline.ofRedis()).toCompletableFuture().join())
                .isEmpty();
    }
}
