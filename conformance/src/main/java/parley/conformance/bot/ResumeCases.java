package parley.conformance.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parley.conformance.lobby.Connection;
import parley.conformance.suite.Failure;

/** Looks at how a bot that is back takes up its name and its place in the lobby. */
final class ResumeCases {
    private static final String SECTION = "Going on after a lost connection";

    private ResumeCases() {}

    static Stream<BotCase> all() {
        return Stream.of(
                BotCase.of("lost-within-since", SECTION, ResumeCases::withinSince),
                BotCase.of("lost-backlog", SECTION, ResumeCases::backlog),
                BotCase.of("token", "Losing nothing, sending nothing twice", ResumeCases::token),
                BotCase.of("token-taken", "Losing nothing, sending nothing twice", ResumeCases::tokenTaken),
                BotCase.of("since-missed", SECTION, ResumeCases::sinceMissed),
                BotCase.of("since-unavailable", SECTION, ResumeCases::sinceUnavailable),
                BotCase.of("since-unavailable-within", SECTION, ResumeCases::sinceUnavailableWithin));
    }

    /** What came of it is good, but for the line that has no end. */
    private static void withinSince(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        scene.lobby().next("since", since -> {
            List<String> lines = since.work();
            int whole = Math.min(2, lines.size() - 1);
            since.connection().send(lines.subList(0, whole));
            since.connection()
                    .sendBytes(lines.get(whole).substring(0, lines.get(whole).length() - 2));
            since.connection().cut();
        });
        LossCases.lose(scene, Connection::cut, "one", "two", "three", "four");
        for (String text : List.of("one", "two", "three", "four")) {
            scene.awaitSaid(text);
        }
        scene.settle();
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
            LossCases.lose(scene, Connection::cut, "during loss " + i);
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
            LossCases.lose(scene, Connection::cut, "meanwhile " + count);
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
        LossCases.lose(scene, Connection::cut, "meanwhile");
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
            since.connection().send(lines.subList(0, Math.min(2, lines.size() - 1)));
            since.answer("ERR unavailable Try again later.");
        });
        LossCases.lose(scene, Connection::cut, "one", "two", "three", "four");
        for (String text : List.of("one", "two", "three", "four")) {
            scene.awaitSaid(text);
        }
        scene.settle();
        scene.quit();
    }
}
