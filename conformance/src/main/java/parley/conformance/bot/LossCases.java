package parley.conformance.bot;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import parley.conformance.lobby.Connection;
import parley.conformance.suite.Failure;

/** Looks at how a bot goes on after its connection is gone: under its name, without a gap, and without saying anything twice. */
final class LossCases {
    private static final String SECTION = "Going on after a lost connection";

    /** A second, and what a busy machine may add. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private LossCases() {}

    static Stream<BotCase> all() {
        Stream<BotCase> comesBack = Stream.of("shutdown", "nick-lost", "flood", "login-timeout", "out-of-ink")
                .map(code -> BotCase.of("bye-" + code, "Codes", scene -> goesOn(scene, gone -> gone.bye(code))));
        Stream<BotCase> givesUp = Stream.of("kicked", "banned", "replaced")
                .map(code -> BotCase.of("bye-" + code, "Codes", scene -> givesUp(scene, code)));
        Stream<BotCase> itself = Stream.of(
                BotCase.of("lost-closed", SECTION, scene -> goesOn(scene, Connection::cut)),
                BotCase.of("lost-reset", SECTION, scene -> goesOn(scene, Connection::reset)),
                BotCase.of("lost-before-first-message", SECTION, LossCases::beforeFirstMessage),
                BotCase.of("lost-within-line", "Lines", LossCases::withinLine),
                BotCase.of("lost-within-answer", "Lines", LossCases::withinAnswer),
                BotCase.of("lost-before-live", SECTION, LossCases::beforeLive),
                BotCase.of("bye-before-answer", "Codes", LossCases::byeBeforeAnswer),
                BotCase.of("lost-often", SECTION, LossCases::often));
        return Stream.of(itself, comesBack, givesUp).flatMap(each -> each);
    }

    private static void goesOn(Scene scene, Consumer<Connection> loss) throws Exception {
        scene.begin();
        scene.echo("before");
        lose(scene, loss, "meanwhile");
        scene.awaitSaid("meanwhile");
        scene.settle();
        scene.echo("after");
        scene.quit();
    }

    /** Something is said while the bot is away. */
    static void lose(Scene scene, Consumer<Connection> loss, String... meanwhile) throws Exception {
        Connection connection = scene.online();
        synchronized (scene.lobby()) {
            loss.accept(connection);
            for (String text : meanwhile) {
                scene.askInLobby(text);
            }
        }
        scene.connected(connection.number() + 1, SOON);
    }

    private static void givesUp(Scene scene, String code) throws Exception {
        scene.begin();
        synchronized (scene.lobby()) {
            scene.online().bye(code);
        }
        scene.awaitExit(3);
        if (scene.lobby().connections().size() > 1) {
            throw new Failure("no further connection", "one more");
        }
    }

    private static void beforeFirstMessage(Scene scene) throws Exception {
        scene.say("ann", "!echo said before anybody came");
        scene.begin();
        lose(scene, Connection::cut, "meanwhile");
        scene.awaitSaid("meanwhile");
        scene.quit();
    }

    /** A last line without its end is no line. */
    private static void withinLine(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        Connection connection = scene.online();
        synchronized (scene.lobby()) {
            scene.ledger().says("only half of this");
            String line = scene.lobby().store("ann", "!echo only half of this");
            connection.sendBytes(line.substring(0, line.length() - 8));
            connection.cut();
        }
        scene.awaitSaid("only half of this");
        connection = scene.settle();
        synchronized (scene.lobby()) {
            scene.ledger().says("all but the end of the line");
            connection.sendBytes(scene.lobby().store("ann", "!echo all but the end of the line"));
            connection.reset();
        }
        scene.awaitSaid("all but the end of the line");
        scene.quit();
    }

    private static void withinAnswer(Scene scene) throws Exception {
        scene.begin();
        scene.lobby().next("once", once -> {
            once.connection().sendBytes("ERR unav");
            once.connection().cut();
        });
        scene.lobby().next("once", once -> {
            once.connection().sendBytes(once.work().get(0).substring(0, 12));
            once.connection().cut();
        });
        scene.echo("answered by halves");
        scene.settle();
        scene.quit();
    }

    /** The next loss comes before the bot is back where it was. */
    private static void beforeLive(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        scene.lobby().next("live", live -> live.connection().cut());
        scene.lobby().next("live", live -> {
            live.work();
            live.connection().reset();
        });
        lose(scene, Connection::cut, "meanwhile");
        scene.awaitSaid("meanwhile");
        scene.settle();
        scene.echo("after");
        scene.quit();
    }

    private static void byeBeforeAnswer(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        for (boolean stored : new boolean[] {true, false}) {
            scene.lobby().next("once", once -> {
                if (stored) {
                    once.work();
                }
                once.connection().bye("shutdown");
            });
        }
        scene.echo("answered by an end");
        scene.settle();
        scene.echo("after");
        scene.quit();
    }

    private static void often(Scene scene) throws Exception {
        scene.begin();
        for (int i = 0; i < 4; i++) {
            scene.echo("before loss " + i);
            lose(scene, i % 2 == 0 ? Connection::cut : Connection::reset, "during loss " + i);
            scene.awaitSaid("during loss " + i);
            scene.settle();
        }
        scene.quit();
    }
}
