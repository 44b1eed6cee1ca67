package parley.conformance.bot;

import java.util.List;
import java.util.stream.Stream;

/** Looks at what a bot answers, to whom, and at what it must not take for its business. */
final class EchoCases {
    /** Rests that are blank, each of other white space. */
    private static final List<String> BLANK = List.of("", " ", "\t", "\u00a0", "\u3000", " \u2003 ");

    private EchoCases() {}

    static Stream<BotCase> all() {
        return Stream.of(
                BotCase.of("echo-lobby", "Commands", EchoCases::inLobby),
                BotCase.of("echo-whisper", "Commands", EchoCases::byWhisper),
                BotCase.of("echo-itself", "Answers", EchoCases::itself),
                BotCase.of("echo-nothing-else", "Answers", EchoCases::nothingElse),
                BotCase.of("echo-blank", "Commands", EchoCases::blank),
                BotCase.of("echo-too-long", "Lines", EchoCases::tooLong),
                BotCase.of("echo-nicks", "Answers", EchoCases::nicks),
                BotCase.of("whisper-from-nobody", "Commands", EchoCases::fromNobody),
                BotCase.of("whisper-gone", "Commands", EchoCases::gone),
                BotCase.of("users", "Commands", EchoCases::users),
                BotCase.of("quit", "Leaving", EchoCases::quit));
    }

    private static void inLobby(Scene scene) throws Exception {
        scene.begin();
        for (String text : texts()) {
            scene.askInLobby(text);
        }
        // The same once more is another message.
        scene.askInLobby("twice");
        scene.askInLobby("twice");
        for (String text : texts()) {
            scene.awaitSaid(text);
        }
        scene.awaitSaid("twice");
        scene.quit();
    }

    private static void byWhisper(Scene scene) throws Exception {
        scene.begin();
        for (String text : texts()) {
            scene.askByWhisper(text);
        }
        for (String text : texts()) {
            scene.awaitWhisper("bob", text);
        }
        scene.lobby().arrive("Jürgen-2");
        scene.ledger().whispers("Jürgen-2", "to you");
        scene.whisper("Jürgen-2", "!echo to you");
        scene.awaitWhisper("Jürgen-2", "to you");
        scene.quit();
    }

    private static List<String> texts() {
        return List.of(
                "hello",
                "a: b: c",
                "  two spaces before, and  between",
                "ping",
                "downline",
                "to bob psst",
                "OK",
                "\ttab\tand \"quotes\" \\ % $HOME `id` *",
                "\u4f60\u597d \u00fcn\u00efc\u00f6d\u00e9 \ud83d\ude80 \ud83d\udc69\u200d\ud83d\ude80 e\u0301");
    }

    private static void itself(Scene scene) throws Exception {
        scene.begin();
        scene.echo("!echo again");
        scene.askByWhisper("!echo again");
        scene.awaitWhisper("bob", "!echo again");
        scene.askByWhisper("!quit");
        scene.awaitWhisper("bob", "!quit");
        scene.echo("after");
        scene.quit();
    }

    private static void nothingElse(Scene scene) throws Exception {
        scene.begin();
        for (String text :
                List.of("hello", "!echo", "!echoes", "say !echo no", " !echo no", "!users", "!quit", "", ": ")) {
            scene.say("ann", text);
        }
        scene.whisper("bob", "hello");
        scene.whisper("bob", "!echo");
        scene.whisper("bob", "please !quit");
        scene.lobby().announce("!echo no");
        scene.echo("after");
        scene.quit();
    }

    private static void blank(Scene scene) throws Exception {
        scene.begin();
        for (String rest : BLANK) {
            scene.say("ann", "!echo " + rest);
            scene.whisper("bob", "!echo " + rest);
        }
        scene.echo("after");
        scene.askByWhisper("after");
        scene.awaitWhisper("bob", "after");
        scene.quit();
    }

    private static void tooLong(Scene scene) throws Exception {
        scene.begin();
        String text = "x".repeat(5_000);
        scene.say("ann", "!echo " + text);
        scene.whisper("bob", "!echo " + text);
        scene.echo("after");
        scene.askByWhisper("after");
        scene.awaitWhisper("bob", "after");
        scene.quit();
    }

    private static void nicks(Scene scene) throws Exception {
        scene.begin();
        for (String nick : List.of("", "a:b", "OK", "!echo", "a b", "\u00e9\u00e8")) {
            scene.ledger().says("by \"" + nick + "\"");
            scene.say(nick, "!echo by \"" + nick + "\"");
        }
        // The nick ends at the first of these.
        scene.say("ann", "bob: !echo no");
        scene.say("", "bob: !echo no");
        scene.echo("after");
        scene.quit();
    }

    /** Where the name of the sender is nothing, or white space, an answer would go to the one whose name begins it. */
    private static void fromNobody(Scene scene) throws Exception {
        scene.begin();
        for (String nick : List.of("", "\u3000", " ")) {
            scene.whisper(nick, "!echo bob");
            scene.whisper(nick, "!echo bob and more");
        }
        scene.echo("after");
        scene.askByWhisper("after");
        scene.awaitWhisper("bob", "after");
        scene.quit();
    }

    private static void gone(Scene scene) throws Exception {
        scene.begin();
        scene.whisper("mallory", "!echo nobody hears this");
        scene.whisper("mallory", "!users");
        scene.echo("after");
        scene.quit();
    }

    private static void users(Scene scene) throws Exception {
        scene.begin();
        scene.ledger().whispers("bob", "4");
        scene.whisper("bob", "!users");
        scene.awaitWhisper("bob", "4");
        for (int i = 0; i < 300; i++) {
            scene.lobby().arrive("guest-" + i);
        }
        scene.lobby().arrive("OK 7");
        scene.ledger().whispers("ann", "305");
        scene.whisper("ann", "!users");
        scene.awaitWhisper("ann", "305");
        scene.quit();
    }

    private static void quit(Scene scene) throws Exception {
        scene.begin();
        for (int i = 0; i < 20; i++) {
            scene.askInLobby("message " + i);
            scene.askByWhisper("whisper " + i);
        }
        scene.ledger().whispers("bob", "4");
        scene.whisper("bob", "!users");
        scene.quit();
    }
}
