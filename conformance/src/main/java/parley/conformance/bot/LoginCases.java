package parley.conformance.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.conformance.lobby.Exchange;
import parley.conformance.suite.Failure;

/** Looks at how a bot comes in: by which name, and what it does where it may not. */
final class LoginCases {
    private static final String SECTION = "Login";

    private LoginCases() {}

    static Stream<BotCase> all() {
        Stream<BotCase> itself = Stream.of(
                BotCase.of("login", SECTION, LoginCases::asAsked),
                BotCase.of("login-taken", SECTION, LoginCases::taken),
                BotCase.of("login-all-taken", SECTION, LoginCases::allTaken),
                BotCase.of("login-unavailable", "Codes", LoginCases::unavailable),
                BotCase.of("login-timeout", "Codes", LoginCases::timeout));
        Stream<BotCase> refused = Stream.of("invalid", "blank", "reserved")
                .map(each -> BotCase.of("login-" + each, SECTION, scene -> endsAtLogin(scene, "nick-" + each, 4)));
        Stream<BotCase> banned = Stream.of(
                BotCase.of("login-banned", "Codes", scene -> endsAtLogin(scene, "banned", 3)),
                BotCase.of("greeting-banned", "Codes", LoginCases::greetedByBan));
        Stream<BotCase> later = Stream.of("full", "unavailable", "rate-limited")
                .map(each -> BotCase.of("greeting-" + each, SECTION, scene -> comesLater(scene, each)));
        return Stream.of(itself, refused, banned, later).flatMap(each -> each);
    }

    private static void asAsked(Scene scene) throws Exception {
        scene.begin();
        String nick = String.valueOf(scene.online().nick());
        if (!nick.equals(Scene.NICK)) {
            throw new Failure("the nickname " + Scene.NICK, nick);
        }
        scene.quit();
    }

    private static void taken(Scene scene) throws Exception {
        scene.lobby().arrive(Scene.NICK);
        scene.lobby().arrive(Scene.NICK + "-2");
        scene.begin();
        String nick = String.valueOf(scene.online().nick());
        if (!nick.equals(Scene.NICK + "-3")) {
            throw new Failure("the nickname " + Scene.NICK + "-3", nick);
        }
        // Who has the name that the bot was to have is somebody else.
        scene.ledger().says("not me");
        scene.say(Scene.NICK, "!echo not me");
        scene.askByWhisper("a whisper");
        scene.awaitSaid("not me");
        scene.awaitWhisper("bob", "a whisper");
        scene.quit();
    }

    private static void allTaken(Scene scene) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(Scene.NICK));
        IntStream.rangeClosed(2, 9).forEach(number -> wanted.add(Scene.NICK + "-" + number));
        List<String> tried = new ArrayList<>();
        scene.lobby().each(Exchange.LOGIN, login -> {
            tried.add(login.line());
            login.answer("ERR nick-taken That nickname is in use.");
        });
        scene.start();
        scene.awaitExit(4);
        if (!tried.equals(wanted)) {
            throw new Failure("the nicknames " + wanted, String.valueOf(tried));
        }
    }

    private static void unavailable(Scene scene) throws Exception {
        for (int i = 0; i < 2; i++) {
            scene.lobby().next(Exchange.LOGIN, login -> login.answer("ERR unavailable Try again later."));
        }
        scene.begin();
        scene.quit();
    }

    private static void timeout(Scene scene) throws Exception {
        scene.lobby().next(Exchange.LOGIN, login -> login.connection().bye("login-timeout"));
        scene.begin();
        scene.quit();
    }

    private static void endsAtLogin(Scene scene, String code, int exitCode) throws Exception {
        scene.lobby().each(Exchange.LOGIN, login -> login.answer("ERR " + code + " Not you."));
        scene.start();
        scene.awaitExit(exitCode);
    }

    private static void greetedByBan(Scene scene) throws Exception {
        scene.lobby().each(Exchange.GREETING, greeting -> {
            greeting.answer("ERR banned Not you.");
            greeting.connection().cut();
        });
        scene.start();
        scene.awaitExit(3);
    }

    private static void comesLater(Scene scene, String code) throws Exception {
        for (int i = 0; i < 2; i++) {
            scene.lobby().next(Exchange.GREETING, greeting -> {
                greeting.answer("ERR " + code + " Come later.");
                greeting.connection().cut();
            });
        }
        scene.begin();
        scene.quit();
    }
}
