package parley.conformance.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import parley.conformance.lobby.Connection;
import parley.conformance.lobby.Exchange;
import parley.conformance.lobby.Fault;
import parley.conformance.lobby.Lobby;
import parley.protocol.MessageTime;

/** What a server may get wrong, and the cases that have to find it. */
// What makes the wrong server holds nothing itself.
@SuppressWarnings("ImmutableEnumChecker")
public enum ServerFlaw {
    ENDS_LINES_IN_LF(each("ping", ping -> ping.connection().sendBytes("OK pong\n")), "ping/joined"),
    SAYS_PING(answers("ping", answer -> List.of("OK ping")), "ping/joined"),
    ANSWERS_TWICE(answers("pub", answer -> List.of(answer.get(0), answer.get(0))), "pub/joined", "split-pub"),
    ANSWERS_NOTHING(each("ping", ping -> {}), "ping/joined"),
    GREETS_TWICE(
            each(Exchange.GREETING, greeting -> {
                greeting.honest();
                greeting.honest();
            }),
            "ping/joined"),
    COUNTS_WRONGLY(answers("pull", ServerFlaw::countedWrongly), "pull/joined"),
    FORGETS_A_MESSAGE(
            answers("since", answer -> answer.subList(Math.min(1, answer.size() - 1), answer.size())), "since/joined"),
    GIVES_THE_NEWEST_FIRST(answers("history", ServerFlaw::newestFirst), "history/joined"),
    DATES_ONCE_OTHERWISE(answers("once", answer -> List.of("OK " + MessageTime.format(1))), "once/joined"),
    KNOWS_NO_KEY(lobby -> lobby.each("once", once -> sayAgain(lobby, once)), "once/joined"),
    MARKS_THE_BEGINNING(answers("mark", answer -> List.of("OK 1970-01-01T00:00:00.000000Z")), "mark/joined"),
    TAKES_ANY_TOKEN(
            each(Exchange.LOGIN, login -> {
                if (login.line().contains(" ")) {
                    login.answer("OK Welcome back " + login.line().split(" ")[0] + "!");
                } else {
                    login.honest();
                }
            }),
            "split-refused-login"),
    KNOWS_NO_TOKEN(
            each(Exchange.LOGIN, login -> {
                if (login.line().contains(" ")) {
                    login.answer("ERR nick-taken That nickname is in use.");
                } else {
                    login.honest();
                }
            }),
            "token-takes-over"),
    MAKES_A_TOKEN_EACH_TIME(lobby -> lobby.each("token", new CountedTokens()), "token-takes-over"),
    HAS_ONE_TOKEN_FOR_ALL(answers("token", answer -> List.of("OK 0123456789abcdef")), "token-is-of-a-hold"),
    STORES_LATE(lobby -> new LateStore().spoil(lobby), "reset-then-login"),
    STAYS_AFTER_DOWNLINE(each("downline", Exchange::honest), "downline/joined", "split-login"),
    ANSWERS_BEHIND_DOWNLINE(
            each("downline", downline -> {
                downline.answer("OK Thank you", "OK pong");
                downline.connection().cut();
            }),
            "quiet-after-downline"),
    LETS_TWO_HAVE_A_NAME(
            each(Exchange.LOGIN, login -> {
                login.work();
                login.answer("OK Welcome " + login.line() + "!");
            }),
            "login-at-once"),
    TELLS_OF_BLANK_LINES(
            each("ping", ping -> {
                ping.answer("ERR usage That line is blank.");
                ping.honest();
            }),
            "quiet-blank-lines"),
    SWAPS_ANSWERS(lobby -> lobby.each("mark", new SwappedAnswers()), "order-of-1000-lines"),
    PUSHES_WITHIN_ANSWERS(
            each("users", users -> {
                List<String> answer = users.work();
                users.connection().send(answer.subList(0, 1));
                users.connection().send(List.of("LOBBY " + MessageTime.format(1) + " bob: hello"));
                users.connection().answer(answer.subList(1, answer.size()));
            }),
            "live-whole-answers"),
    DATES_ITS_ANSWER_OTHERWISE(
            answers("pub", answer -> List.of("OK " + MessageTime.format(1))), "live-own-message", "pub/joined"),
    KEEPS_A_MESSAGE_FROM_ONE(lobby -> lobby.each("pub", pub -> keepFromOne(lobby, pub)), "live-same-order"),
    PUSHES_TO_WHO_PULLS(lobby -> lobby.each("pub", pub -> push(lobby, pub)), "quiet-pull", "pull/joined"),
    STAYS_LIVE(
            each("live", live -> {
                if (live.line().equals("live off")) {
                    live.answer("OK");
                } else {
                    live.honest();
                }
            }),
            "quiet-live-off",
            "live/joined"),
    ANSWERS_A_SEARCH_TWICE(answers("search", answer -> List.of(answer.get(0), answer.get(0))), "split-search"),
    HANDS_NOTHING_OVER(each("to", to -> to.answer("OK")), "split-to", "to/joined"),
    NEVER_ENDS_A_WHISPER(each(Exchange.TEXT, text -> text.answer("OK")), "split-to-next-line"),
    TAKES_PIECES_FOR_LINES(InputFlaws::takesPiecesForLines, "ping/bytes", "split-commands"),
    READS_ONE_LINE_OF_A_PIECE(InputFlaws::readsOneLineOfAPiece, "pipelining/joined", "order-of-1000-lines"),
    DECODES_PIECES(InputFlaws::decodesPieces, "split-login", "split-pub", "split-once", "split-to"),
    OVERLOOKS_BAD_BYTES(InputFlaws::overlooksBadBytes, "bad-encoding/joined", "split-bad-lines"),
    COUNTS_LF_BEHIND_NUL(InputFlaws::countsLfBehindNul, "line-ends/joined"),
    REFUSES_THE_LONGEST_LINE(InputFlaws::refusesTheLongestLine, "split-long-lines", "line-too-long-default/joined");

    private final Consumer<Lobby> lobby;
    private final Supplier<UnaryOperator<byte[]>> input;
    private final String cases;

    ServerFlaw(Consumer<Lobby> lobby, String... cases) {
        this(lobby, InputFlaws::none, cases);
    }

    ServerFlaw(Supplier<UnaryOperator<byte[]>> input, String... cases) {
        this(lobby -> {}, input, cases);
    }

    ServerFlaw(Consumer<Lobby> lobby, Supplier<UnaryOperator<byte[]>> input, String... cases) {
        this.lobby = lobby;
        this.input = input;
        this.cases = String.join(" ", cases);
    }

    private static Consumer<Lobby> each(String kind, Fault fault) {
        return lobby -> lobby.each(kind, fault);
    }

    private static Consumer<Lobby> answers(String verb, UnaryOperator<List<String>> wrong) {
        return each(verb, exchange -> exchange.connection().answer(wrong.apply(exchange.work())));
    }

    private static List<String> countedWrongly(List<String> answer) {
        List<String> wrong = new ArrayList<>(answer.subList(0, answer.size() - 1));
        wrong.add("OK " + answer.size());
        return wrong;
    }

    private static List<String> newestFirst(List<String> answer) {
        List<String> wrong = new ArrayList<>(answer);
        Collections.reverse(wrong.subList(0, answer.size() - 1));
        return wrong;
    }

    /** Whatever was said under the key before. */
    private static void sayAgain(Lobby lobby, Exchange once) {
        String[] words = once.line().split(" ", 3);
        if (words.length < 3) {
            once.honest();
            return;
        }
        String line = lobby.store(String.valueOf(once.connection().nick()), words[2]);
        once.answer("OK " + line.split(" ")[1]);
    }

    /** The second connection is as if it had been given the message. */
    private static void keepFromOne(Lobby lobby, Exchange pub) {
        if (pub.line().endsWith(" 3")) {
            Connection one = lobby.connections().get(1);
            one.position(one.position() + 1);
        }
        pub.honest();
    }

    /** The first connection is given the message, live or not. */
    private static void push(Lobby lobby, Exchange pub) {
        pub.honest();
        String text = pub.line().substring("pub ".length());
        lobby.connections()
                .get(0)
                .send(List.of("LOBBY " + MessageTime.format(1) + " "
                        + pub.connection().nick() + ": " + text));
    }

    /** Puts it into an honest lobby. */
    void spoil(Lobby honest) {
        lobby.accept(honest);
    }

    /** What becomes of what clients send. */
    Supplier<UnaryOperator<byte[]>> input() {
        return input;
    }

    /** The names of the cases that find it. */
    public List<String> cases() {
        return List.of(cases.split(" "));
    }
}
