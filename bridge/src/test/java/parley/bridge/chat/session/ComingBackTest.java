package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who comes with a token has the nickname at once, behind all that the session before had begun. */
class ComingBackTest extends GatedSessions {
    private String token(Visitor visitor) {
        return visitor.say("token").get(0).substring("OK ".length());
    }

    @Test
    void whoComesBackByTheTokenIsWelcomedWhenAllHasTakenEffect() {
        logIn(ann, "ann");
        String token = token(ann);
        gate.close();
        ann.say("pub one", "pull", "pub two");
        assertThat(next.say("ann " + token)).isEmpty();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE replaced");
        assertThat(ann.outlet.closed).isTrue();
        goOn();
        gate.open();
        run();

        assertThat(next.outlet.take()).singleElement().asString().startsWith("OK Welcome back ann!");
        assertThat(said()).containsExactly("one");
        assertThat(token(next)).isEqualTo(token);
        assertThat(next.say("pub three", "users")).hasSize(3).element(1).isEqualTo("USER ann");
        assertThat(sessions.loggedIn()).isEqualTo(1);
    }

    @Test
    void whoComesBackByTheTokenWaitsForOneWhoLingers() {
        logIn(ann, "ann");
        String token = token(ann);
        gate.close();
        ann.say("pub one");
        ann.isGone();
        assertThat(next.say("ann " + token)).isEmpty();
        goOn();
        gate.open();
        run();

        assertThat(next.outlet.take()).singleElement().asString().startsWith("OK Welcome back ann!");
        assertThat(said()).containsExactly("one");
    }

    @Test
    void ofTwoWhoComeBackByTheTokenTheLastHasTheNickname() {
        logIn(ann, "ann");
        String token = token(ann);
        Visitor last = new Visitor();
        gate.close();
        ann.say("pub one");
        next.say("ann " + token);
        last.say("ann " + token);
        assertThat(next.outlet.take()).singleElement().asString().startsWith("ERR nick-taken");
        goOn();
        gate.open();
        run();

        assertThat(last.outlet.take()).singleElement().asString().startsWith("OK Welcome back ann!");
    }

    @Test
    void whoComesBackByTheTokenAndLeavesMeanwhileKeepsNothing() {
        logIn(ann, "ann");
        String token = token(ann);
        gate.close();
        ann.say("pub one");
        next.say("ann " + token);
        next.isGone();
        goOn();
        gate.open();
        run();

        Visitor third = new Visitor();
        assertThat(third.say("ann " + token)).singleElement().asString().startsWith("OK Welcome ann!");
    }

    @Test
    void aTokenThatDoesNotFitIsAsNone() {
        logIn(ann, "ann");
        token(ann);

        assertThat(next.say("ann 0123456789abcdef")).singleElement().asString().startsWith("ERR nick-taken");
        assertThat(next.say("bob 0123456789abcdef")).singleElement().asString().startsWith("OK Welcome bob!");
        assertThat(ann.say("ping")).containsExactly("OK pong");
    }

    @Test
    void aTokenWhoseLoginFailedIsNoneOfTheNextName() {
        logIn(ann, "ann");
        String token = token(ann);
        gate.close();
        ann.say("pub one");
        next.say("ann " + token);
        redis.setAvailable(false);
        goOn();
        gate.open();
        run();
        assertThat(next.outlet.take()).singleElement().asString().startsWith("ERR unavailable");
        redis.setAvailable(true);
        logIn(next, "bob");

        Visitor third = new Visitor();
        assertThat(third.say("bob " + token)).singleElement().asString().startsWith("ERR nick-taken");
        assertThat(next.say("ping")).containsExactly("OK pong");
    }
}
