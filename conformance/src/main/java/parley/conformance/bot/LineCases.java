package parley.conformance.bot;

import java.util.List;
import java.util.stream.Stream;
import parley.conformance.lobby.Chunks;
import parley.conformance.lobby.Connection;
import parley.protocol.MessageTime;

/** Looks at how a bot makes lines of bytes, and what it makes of lines: those that it knows, and those that it can't know. */
final class LineCases {
    private static final long SEED = 11;
    private static final int LONG = 300 * 1024;

    private LineCases() {}

    static Stream<BotCase> all() {
        return Stream.of(
                BotCase.of("lines-byte-by-byte", "Lines", scene -> cutUp(scene, Chunks.BYTES)),
                BotCase.of("lines-at-random", "Lines", scene -> cutUp(scene, Chunks.random(SEED))),
                BotCase.of("lines-at-once", "Lines", LineCases::atOnce),
                BotCase.of("lines-long", "Lines", LineCases::longLine),
                BotCase.of("lines-separators", "Lines", LineCases::separators),
                BotCase.of("unknown-words", "Codes", LineCases::unknownWords),
                BotCase.of("unknown-codes", "Codes", LineCases::unknownCodes),
                BotCase.of("ok-with-text", "Answers", LineCases::okWithText),
                BotCase.of("push-before-answer", "Answers", LineCases::pushBeforeAnswer),
                BotCase.of("push-before-refusal", "Answers", LineCases::pushBeforeRefusal),
                BotCase.of("missed", "Answers", LineCases::missed));
    }

    private static void cutUp(Scene scene, Chunks chunks) throws Exception {
        scene.lobby().chunks(chunks);
        scene.begin();
        scene.echo("h\u00e9llo \u4f60\u597d \ud83d\ude80");
        scene.askByWhisper("psst \u4f60\u597d");
        scene.awaitWhisper("bob", "psst \u4f60\u597d");
        scene.ledger().whispers("bob", "4");
        scene.whisper("bob", "!users");
        scene.quit();
    }

    private static void atOnce(Scene scene) throws Exception {
        scene.begin();
        Connection connection = scene.online();
        synchronized (scene.lobby()) {
            for (int i = 0; i < 50; i++) {
                scene.lobby().store("ann", i % 10 == 0 ? "!echo number " + i : "number " + i);
                if (i % 10 == 0) {
                    scene.ledger().says("number " + i);
                }
            }
            connection.answer(List.of());
        }
        scene.quit();
    }

    private static void longLine(Scene scene) throws Exception {
        scene.begin();
        scene.say("ann", "x".repeat(LONG));
        scene.say("ann", "\u4f60".repeat(LONG / 3));
        scene.echo("after");
        scene.quit();
    }

    /** What other programs break lines at, before what would be an order if it began a line. */
    private static void separators(Scene scene) throws Exception {
        scene.begin();
        for (String separator :
                List.of("\r", "\u2028", "\u2029", "\u0085", "\u000b", "\f", "\u001c", "\u001d", "\u001e", "\0")) {
            scene.say("ann", "hi" + separator + "LOBBY " + MessageTime.format(1) + " ann: !echo no");
            scene.say("ann", "hi" + separator + "BYE kicked No.");
        }
        scene.echo("one\u2028line");
        scene.echo("one\u0085line");
        scene.quit();
    }

    private static void unknownWords(Scene scene) throws Exception {
        scene.lobby().next("live", live -> {
            live.connection().send(List.of("WEATHER sunny", "LIVELY"));
            live.honest();
        });
        scene.begin();
        Connection connection = scene.online();
        String time = MessageTime.format(1);
        synchronized (scene.lobby()) {
            connection.send(List.of(
                    "WEATHER",
                    "MOOD " + time + " ann: !echo no",
                    "LOBBYIST " + time + " ann: !echo no",
                    "OKAY then",
                    "ERROR 1"));
        }
        scene.lobby().next("once", once -> {
            once.connection().send(List.of("RECEIPT 1", "OKAY"));
            once.honest();
        });
        scene.echo("after");
        scene.echo("and again");
        scene.quit();
    }

    private static void unknownCodes(Scene scene) throws Exception {
        scene.begin();
        scene.lobby().next("once", once -> once.answer("ERR out-of-ink The pen is dry."));
        scene.ledger().maySay("refused");
        scene.say("ann", "!echo refused");
        scene.lobby().next("to", to -> to.answer("ERR out-of-ink The pen is dry."));
        scene.ledger().mayWhisper("bob", "refused");
        scene.whisper("bob", "!echo refused");
        scene.echo("after");
        scene.askByWhisper("after");
        scene.awaitWhisper("bob", "after");
        scene.quit();
    }

    private static void okWithText(Scene scene) throws Exception {
        scene.lobby().next("live", live -> {
            live.work();
            live.answer("OK live from now on");
        });
        scene.lobby().each("to", to -> to.answer(to.work().get(0) + " handed over"));
        scene.begin();
        scene.echo("after");
        scene.quit();
    }

    private static void pushBeforeAnswer(Scene scene) throws Exception {
        scene.begin();
        for (String verb : List.of("once", "to", "users")) {
            scene.ledger().says("meanwhile " + verb);
            scene.ledger().whispers("ann", "meanwhile " + verb);
            scene.lobby().next(verb, exchange -> {
                List<String> answer = exchange.work();
                scene.lobby().say("ann", "!echo meanwhile " + verb);
                scene.lobby().whisper("ann", Scene.NICK, "!echo meanwhile " + verb);
                exchange.connection().answer(answer);
            });
        }
        scene.askInLobby("asked");
        scene.askByWhisper("asked");
        scene.ledger().whispers("bob", "4");
        scene.whisper("bob", "!users");
        scene.awaitWhisper("bob", "4");
        scene.awaitWhisper("ann", "meanwhile users");
        scene.awaitSaid("meanwhile users");
        scene.quit();
    }

    private static void pushBeforeRefusal(Scene scene) throws Exception {
        scene.begin();
        for (String verb : List.of("once", "to")) {
            scene.ledger().says("meanwhile " + verb);
            scene.lobby().next(verb, exchange -> {
                scene.lobby().say("ann", "!echo meanwhile " + verb);
                exchange.answer("ERR line-too-long That line is too long.");
            });
        }
        scene.say("ann", "!echo refused");
        scene.whisper("bob", "!echo refused");
        scene.awaitSaid("meanwhile once");
        scene.awaitSaid("meanwhile to");
        scene.quit();
    }

    private static void missed(Scene scene) throws Exception {
        scene.begin();
        Connection connection = scene.online();
        synchronized (scene.lobby()) {
            connection.send(List.of("MISSED 3"));
        }
        scene.echo("one");
        synchronized (scene.lobby()) {
            connection.send(List.of("MISSED ?"));
        }
        scene.echo("two");
        scene.quit();
    }
}
