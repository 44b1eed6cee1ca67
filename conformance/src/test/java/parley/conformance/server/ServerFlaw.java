package parley.conformance.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import parley.conformance.lobby.Exchange;
import parley.conformance.lobby.Lobby;

/**
 * What a server may get wrong, and the case that has to find it.
 *
 * @param caseName the name of the case
 * @param flaw puts it into an honest lobby
 */
record ServerFlaw(String name, String caseName, Consumer<Lobby> flaw) {
    static Stream<ServerFlaw> all() {
        return Stream.of(
                new ServerFlaw(
                        "ends lines in lf",
                        "ping/joined",
                        lobby -> lobby.each("ping", ping -> ping.connection().sendBytes("OK pong\n"))),
                new ServerFlaw("says ping", "ping/joined", answers("ping", answer -> List.of("OK ping"))),
                new ServerFlaw(
                        "answers twice", "pub/joined", answers("pub", answer -> List.of(answer.get(0), answer.get(0)))),
                new ServerFlaw("answers nothing", "ping/joined", lobby -> lobby.each("ping", ping -> {})),
                new ServerFlaw(
                        "greets twice",
                        "ping/joined",
                        lobby -> lobby.each(Exchange.GREETING, greeting -> {
                            greeting.honest();
                            greeting.honest();
                        })),
                new ServerFlaw("counts wrongly", "pull/joined", answers("pull", answer -> {
                    List<String> wrong = new ArrayList<>(answer.subList(0, answer.size() - 1));
                    wrong.add("OK " + answer.size());
                    return wrong;
                })),
                new ServerFlaw(
                        "forgets a message",
                        "since/joined",
                        answers("since", answer -> answer.subList(Math.min(1, answer.size() - 1), answer.size()))),
                new ServerFlaw("gives the newest first", "history/joined", answers("history", answer -> {
                    List<String> wrong = new ArrayList<>(answer);
                    Collections.reverse(wrong.subList(0, answer.size() - 1));
                    return wrong;
                })),
                new ServerFlaw(
                        "says once twice",
                        "once/joined",
                        lobby -> lobby.each("once", once -> {
                            once.work();
                            once.connection().answer(List.of("OK 2026-11-23T10:01:02.345678Z"));
                        })),
                new ServerFlaw(
                        "marks the beginning",
                        "mark/joined",
                        answers("mark", answer -> List.of("OK 1970-01-01T00:00:00.000000Z"))),
                new ServerFlaw(
                        "stays after downline",
                        "downline/joined",
                        lobby -> lobby.each("downline", downline -> {
                            downline.honest();
                            downline.connection().mute();
                        })),
                new ServerFlaw(
                        "lets two have a name",
                        "login-at-once",
                        lobby -> lobby.each(Exchange.LOGIN, login -> {
                            login.work();
                            login.answer("OK Welcome " + login.line() + "!");
                        })),
                new ServerFlaw(
                        "tells of blank lines",
                        "quiet-blank-lines",
                        lobby -> lobby.each("ping", ping -> {
                            ping.answer("ERR usage That line is blank.");
                            ping.honest();
                        })),
                new ServerFlaw(
                        "swaps answers", "order-of-1000-lines", lobby -> lobby.each("mark", new SwappedAnswers())));
    }

    private static Consumer<Lobby> answers(String verb, UnaryOperator<List<String>> wrong) {
        return lobby -> lobby.each(verb, exchange -> exchange.connection().answer(wrong.apply(exchange.work())));
    }

    @Override
    public String toString() {
        return name;
    }
}
