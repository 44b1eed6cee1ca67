package parley.conformance.bot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parley.conformance.lobby.Exchange;
import parley.conformance.suite.Failure;

/** Looks at what a bot does where it can't know whether it has been heard. */
final class OnceCases {
    private static final String SECTION = "Losing nothing, sending nothing twice";
    private static final int REFUSALS = 4;

    /** Nobody would call less a pause. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private OnceCases() {}

    static Stream<BotCase> all() {
        return Stream.of(
                BotCase.of("once", SECTION, OnceCases::isUsed),
                BotCase.of("once-lost-before-stored", SECTION, scene -> lost(scene, false, false)),
                BotCase.of("once-lost-after-stored", SECTION, scene -> lost(scene, true, false)),
                BotCase.of("once-reset-before-stored", SECTION, scene -> lost(scene, false, true)),
                BotCase.of("once-reset-after-stored", SECTION, scene -> lost(scene, true, true)),
                BotCase.of("once-unavailable", "Codes", scene -> refused(scene, "unavailable")),
                BotCase.of("once-rate-limited", "Codes", scene -> refused(scene, "rate-limited")),
                BotCase.of("once-unavailable-stored", "Codes", OnceCases::unavailableAndStored),
                BotCase.of("once-refused", "Codes", OnceCases::refusedForGood),
                BotCase.of("quit-while-refused", "Leaving", OnceCases::quitWhileRefused),
                BotCase.of("whisper-lost-delivered", SECTION, scene -> whisperLost(scene, true)),
                BotCase.of("whisper-lost-undelivered", SECTION, scene -> whisperLost(scene, false)));
    }

    private static void isUsed(Scene scene) throws Exception {
        List<String> published = new ArrayList<>();
        scene.lobby().each("pub", pub -> {
            published.add(pub.line());
            pub.honest();
        });
        scene.begin();
        scene.echo("hello");
        if (!published.isEmpty()) {
            throw new Failure("once <key> hello", published.get(0));
        }
        scene.quit();
    }

    private static void lost(Scene scene, boolean stored, boolean reset) throws Exception {
        scene.begin();
        scene.echo("before");
        for (int i = 0; i < 2; i++) {
            scene.lobby().next("once", once -> {
                if (stored) {
                    once.work();
                }
                if (reset) {
                    once.connection().reset();
                } else {
                    once.connection().cut();
                }
            });
        }
        scene.askInLobby("lost");
        scene.awaitSaid("lost");
        scene.settle();
        scene.echo("after");
        scene.quit();
    }

    /** The same again, after a pause, as often as it takes. */
    private static void refused(Scene scene, String code) throws Exception {
        scene.begin();
        List<String> lines = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < REFUSALS; i++) {
            scene.lobby().next("once", once -> {
                lines.add(once.line());
                times.add(System.nanoTime());
                once.answer("ERR " + code + " Wait a little.");
            });
        }
        scene.lobby().next("once", once -> {
            lines.add(once.line());
            times.add(System.nanoTime());
            once.honest();
        });
        scene.echo("at last");
        if (lines.stream().distinct().count() > 1) {
            throw new Failure("the same line again: " + lines.get(0), String.valueOf(lines));
        }
        paused(times);
        scene.echo("after");
        scene.quit();
    }

    private static void paused(List<Long> times) throws Failure {
        for (int i = 1; i < times.size(); i++) {
            long nanos = times.get(i) - times.get(i - 1);
            if (nanos < PAUSE.toNanos()) {
                throw new Failure("a pause before the same is sent again", nanos / 1_000 + " µs");
            }
        }
    }

    /** A message whose answer was lost on the way may have been published before its error. */
    private static void unavailableAndStored(Scene scene) throws Exception {
        scene.begin();
        for (int i = 0; i < 2; i++) {
            scene.lobby().next("once", once -> {
                once.work();
                once.answer("ERR unavailable Try again later.");
            });
        }
        scene.echo("stored");
        scene.echo("after");
        scene.quit();
    }

    private static void refusedForGood(Scene scene) throws Exception {
        scene.begin();
        for (String code : List.of("usage", "line-too-long", "bad-encoding")) {
            scene.lobby().next("once", once -> once.answer("ERR " + code + " No."));
            scene.say("ann", "!echo refused with " + code);
        }
        scene.lobby().next("to", to -> to.answer("ERR not-delivered They can't be reached."));
        scene.whisper("bob", "!echo refused");
        scene.echo("after");
        scene.quit();
    }

    private static void quitWhileRefused(Scene scene) throws Exception {
        scene.begin();
        for (int i = 0; i < 2; i++) {
            scene.lobby().next("once", once -> once.answer("ERR rate-limited Wait a little."));
        }
        scene.askInLobby("one");
        scene.askInLobby("two");
        scene.quit();
    }

    private static void whisperLost(Scene scene, boolean delivered) throws Exception {
        scene.begin();
        scene.echo("before");
        scene.lobby().next("to", to -> lose(to, delivered));
        if (delivered) {
            scene.ledger().whispers("bob", "lost");
        }
        int number = scene.online().number();
        scene.whisper("bob", "!echo lost");
        scene.connected(number + 1, scene.patience());
        scene.settle();
        scene.echo("after");
        scene.quit();
    }

    private static void lose(Exchange to, boolean delivered) {
        if (delivered) {
            to.work();
        }
        to.connection().cut();
    }
}
