package parley.conformance.bot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parley.conformance.lobby.Connection;
import parley.conformance.lobby.Exchange;
import parley.conformance.suite.Failure;
import parley.conformance.suite.Skipped;

/** Looks at what a bot does while nothing comes, and how often it tries again. */
final class SilenceCases {
    private static final String SECTION = "For clients";

    /** Ten seconds, the second until it comes back, and what a busy machine may add. */
    private static final Duration MISSING = Duration.ofSeconds(25);

    /** Less than what is missing. */
    private static final Duration SLOW = Duration.ofSeconds(6);

    /** Half a minute, and what a busy machine may add. */
    private static final Duration IDLE = Duration.ofSeconds(45);

    private static final Duration SOON = Duration.ofSeconds(5);

    /** For how long a bot that finds nobody is watched, and how often it may have come by then. */
    private static final Duration WATCHED = Duration.ofSeconds(12);

    private static final int MOST = 16;

    private static final Duration OUTAGE = Duration.ofSeconds(6);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(35);

    private SilenceCases() {}

    static Stream<BotCase> all() {
        return Stream.of(
                BotCase.slow("silent-greeting", SECTION, scene -> silent(scene, Exchange.GREETING)),
                BotCase.slow("silent-login", SECTION, scene -> silent(scene, Exchange.LOGIN)),
                BotCase.slow("silent-live", SECTION, scene -> silent(scene, "live")),
                BotCase.slow("silent-once", SECTION, SilenceCases::silentOnce),
                BotCase.slow("silent-idle", SECTION, SilenceCases::silentIdle),
                BotCase.slow("slow-greeting", SECTION, scene -> slow(scene, Exchange.GREETING)),
                BotCase.slow("slow-once", SECTION, scene -> slow(scene, "once")),
                BotCase.slow("back-off", SECTION, SilenceCases::backOff),
                BotCase.slow("back-off-ends", SECTION, SilenceCases::backOffEnds));
    }

    private static void silent(Scene scene, String kind) throws Exception {
        scene.lobby().next(kind, exchange -> exchange.connection().mute());
        scene.start();
        Connection first = scene.connected(1, scene.patience());
        scene.connected(2, scene.patience().plus(MISSING));
        if (first.isOpen()) {
            scene.await("an end of the silent connection", () -> !first.isOpen());
        }
        scene.settle();
        scene.echo("after");
        scene.quit();
    }

    private static void silentOnce(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        scene.lobby().next("once", once -> {
            once.work();
            once.connection().mute();
        });
        scene.askInLobby("no answer");
        scene.connected(2, MISSING);
        scene.settle();
        scene.echo("after");
        scene.quit();
    }

    /** Who asks now and then whether the server is there has to notice that it isn't; who never asks can't. */
    private static void silentIdle(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        Connection connection = scene.online();
        int heard = scene.lobby().mute(connection);
        if (!scene.lobby().await(IDLE, () -> connection.heard() > heard || !connection.isOpen())) {
            throw new Skipped("asked nothing for " + IDLE.toSeconds() + " s while nothing came");
        }
        scene.connected(2, MISSING);
        scene.settle();
        scene.echo("after");
        scene.quit();
    }

    /** Slow is not silent. */
    private static void slow(Scene scene, String kind) throws Exception {
        scene.lobby().next(kind, exchange -> {
            exchange.pause(SLOW);
            exchange.honest();
        });
        scene.begin();
        scene.echo("in time");
        if (scene.lobby().connections().size() > 1) {
            throw new Failure("patience of 10 s, on one connection", "a second connection");
        }
        scene.quit();
    }

    private static void backOff(Scene scene) throws Exception {
        List<Long> times = new ArrayList<>();
        scene.lobby().each(Exchange.GREETING, greeting -> {
            times.add(System.nanoTime());
            greeting.connection().cut();
        });
        scene.start();
        scene.connected(1, scene.patience());
        scene.connected(2, SOON);
        scene.lobby().await(WATCHED, () -> times.size() > MOST);
        synchronized (scene.lobby()) {
            if (times.size() > MOST) {
                throw new Failure(
                        "a pause that is twice as long after each failure",
                        times.size() + " connections within " + (times.get(MOST) - times.get(0)) / 1_000_000 + " ms");
            }
            grows(times);
            scene.lobby().none(Exchange.GREETING);
        }
        int failed = times.size();
        scene.await(
                "another connection",
                LONGEST_PAUSE,
                () -> scene.lobby().connections().size() > failed,
                () -> "none");
        scene.settle();
        scene.quit();
    }

    /** How long it waited is at most what is measured, which is more on a busy machine: only a last pause that is no longer than the first is too short for sure. */
    private static void grows(List<Long> times) throws Failure {
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            pauses.add((times.get(i) - times.get(i - 1)) / 1_000_000);
        }
        if (pauses.size() >= 5) {
            long last = pauses.get(pauses.size() - 1);
            long first = pauses.get(0);
            if (last < 2 * first) {
                throw new Failure("a pause that is twice as long after each failure", "pauses of " + pauses + " ms");
            }
        }
    }

    /** Once live was answered, it begins again with a short pause; without that the next would be about as long as all before. */
    private static void backOffEnds(Scene scene) throws Exception {
        scene.begin();
        scene.echo("before");
        long began = System.nanoTime();
        scene.lobby().each(Exchange.GREETING, greeting -> {
            if (System.nanoTime() - began < OUTAGE.toNanos()) {
                greeting.connection().cut();
            } else {
                greeting.honest();
            }
        });
        cut(scene);
        scene.await("another connection that is live", LONGEST_PAUSE, () -> isBack(scene), () -> "none");
        Connection connection = scene.settle();
        cut(scene);
        scene.connected(connection.number() + 1, SOON);
        scene.settle();
        scene.echo("after");
        scene.quit();
    }

    private static boolean isBack(Scene scene) {
        List<Connection> all = scene.lobby().connections();
        return all.get(all.size() - 1).isOnline();
    }

    private static void cut(Scene scene) throws Exception {
        Connection connection = scene.online();
        synchronized (scene.lobby()) {
            connection.cut();
        }
    }
}
