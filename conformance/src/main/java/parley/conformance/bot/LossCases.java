package parley.conformance.bot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
                BotCase.of("lost-often", SECTION, LossCases::often),
                BotCase.of("lost-backlog", SECTION, LossCases::backlog),
                BotCase.of("token", "Losing nothing, sending nothing twice", LossCases::token),
                BotCase.of("token-taken", "Losing nothing, sending nothing twice", LossCases::tokenTaken),
                BotCase.of("since-missed", SECTION, LossCases::sinceMissed),
                BotCase.of("since-unavailable", SECTION, LossCases::sinceUnavailable),
                BotCase.of("since-unavailable-within", SECTION, LossCases::sinceUnavailableWithin));
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
    private static void lose(Scene scene, Consumer<Connection> loss, String... meanwhile) throws Exception {
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
            once.connection().sendBytes(once.work().get(0).substring(0, 12));
            once.connection().cut();
        });
        scene.echo("answered by a half");
        scene.settle();
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

    private static void backlog(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        List<String> asked = new ArrayList<>();
        Connection connection = scene.online();
        synchronized (scene.lobby()) {
            connection.cut();
            for (int i = 0; i < 2_000; i++) {
                scene.lobby().store("bob", "chatter " + i);
                if (i % 100 == 0) {
                    scene.askInLobby("asked " + i);
                    asked.add("asked " + i);
                }
            }
        }
        for (String text : asked) {
            scene.awaitSaid(text);
        }
        scene.quit();
    }

    /** The old session lingers, so that only the token gives the name back. */
    private static void token(Scene scene) throws Exception {
        scene.lobby().linger(true);
        scene.begin();
        for (int i = 0; i < 2; i++) {
            Connection connection = scene.online();
            scene.await("the command token", connection::hasToken);
            scene.echo("before loss " + i);
            lose(scene, Connection::cut, "during loss " + i);
            scene.awaitSaid("during loss " + i);
            isCalled(scene.settle(), Scene.NICK);
        }
        scene.quit();
    }

    private static void isCalled(Connection connection, String nick) throws Failure {
        if (!nick.equals(connection.nick())) {
            throw new Failure("the nickname " + nick, String.valueOf(connection.nick()));
        }
    }

    private static void tokenTaken(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        Connection connection = scene.online();
        synchronized (scene.lobby()) {
            connection.cut();
            scene.lobby().arrive(Scene.NICK);
            scene.askInLobby("meanwhile");
        }
        scene.awaitSaid("meanwhile");
        isCalled(scene.settle(), Scene.NICK + "-2");
        scene.echo("after");
        scene.quit();
    }

    private static void sinceMissed(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        for (String count : List.of("5", "?")) {
            scene.lobby().next("since", since -> {
                since.connection().send(List.of("MISSED " + count));
                since.honest();
            });
            lose(scene, Connection::cut, "meanwhile " + count);
            scene.awaitSaid("meanwhile " + count);
            scene.settle();
        }
        scene.quit();
    }

    private static void sinceUnavailable(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        for (int i = 0; i < 2; i++) {
            scene.lobby().next("since", since -> since.answer("ERR unavailable Try again later."));
        }
        lose(scene, Connection::cut, "meanwhile");
        scene.awaitSaid("meanwhile");
        scene.settle();
        scene.quit();
    }

    /** Some of the lines are there, and nothing counts as delivered. */
    private static void sinceUnavailableWithin(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        scene.lobby().next("since", since -> {
            int position = since.connection().position();
            List<String> lines = since.work();
            since.connection().position(position);
            since.connection().send(lines.subList(0, 2));
            since.answer("ERR unavailable Try again later.");
        });
        lose(scene, Connection::cut, "one", "two", "three", "four");
        for (String text : List.of("one", "two", "three", "four")) {
            scene.awaitSaid(text);
        }
        scene.settle();
        scene.quit();
    }
}
