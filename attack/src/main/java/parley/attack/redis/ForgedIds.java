package parley.attack.redis;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;
import parley.attack.trial.Watcher;
import parley.harness.process.Waiting;
import parley.harness.redis.Resp;
import parley.protocol.MessageTime;
import parley.protocol.RedisNames;

/** Announces messages of the year 9999 where bridges announce theirs, as a direct client may publish on any channel. */
public final class ForgedIds implements Attack {
    /** What the channel of the ids would be called without a secret. */
    private static final String GUESSED = "parley:0:ids";

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LISTENING = Duration.ofSeconds(3);
    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final String FORGED_ID =
            MessageTime.toStreamId(MessageTime.ofInstant(Instant.parse("9999-01-01T00:00:00Z")));

    @Override
    public void make(Scene scene) throws IOException, InterruptedException {
        int port = scene.server().redisPort();
        Set<String> channels = channels(port);
        List<String> forgeries = forgeries(port);
        long end = System.nanoTime() + scene.time().toNanos();
        long published = 0;
        long refused = 0;
        while (System.nanoTime() < end) {
            for (String channel : channels) {
                for (String forged : forgeries) {
                    try {
                        Resp.call(port, "PUBLISH", channel, forged);
                        Resp.call(port, "PUBLISH", RedisNames.CHAT, "mallory: not stored ");
                        published++;
                    } catch (IOException denied) {
                        refused++;
                    }
                }
            }
            Waiting.pass(STEP);
        }
        scene.notes().add(channels.size(), "service channels");
        scene.notes().add(published, "forged ids");
        scene.notes().add(refused, "refused by Redis");
    }

    /** A run's, which names the time, the epoch, the number of the first and how many there are; the next of them is listened for. */
    private static List<String> forgeries(int port) {
        String epoch = "1";
        long number = 1;
        try {
            String[] last = Resp.heard(port, GUESSED, LISTENING).split(" ");
            epoch = last[1];
            number = Long.parseLong(last[2]);
        } catch (IOException unheard) {
            // Then it is guessed.
        }
        return List.of(
                FORGED_ID + " " + epoch + " " + (number + 2) + " 1",
                FORGED_ID + " " + epoch + " " + number + " 1",
                FORGED_ID + " " + epoch + " " + (number + 1_000_000) + " 3",
                FORGED_ID + " another 1 1",
                FORGED_ID + " " + epoch + " 1 1\n\u001B[2J 2026-11-23 ERROR forged",
                "1-1 " + epoch + " 1 1000000");
    }

    /** Those whose names a stranger can think of, and those that Redis tells. */
    private static Set<String> channels(int port) {
        Set<String> channels = new LinkedHashSet<>(List.of(GUESSED, "parley:ids", "parley:0:lobby"));
        try {
            channels.addAll(Resp.list(port, "PUBSUB", "CHANNELS", RedisNames.SERVICE_PREFIX + "*"));
        } catch (IOException denied) {
            // So much the better.
        }
        return channels;
    }

    @Override
    public void look(Scene scene) throws IOException {
        for (String line : Watcher.ask(scene, "pub what time is it")) {
            if (line.startsWith("OK 2") || line.startsWith("OK 9") || line.startsWith("OK 1")) {
                Instant time = Instant.parse(line.substring(3));
                if (Duration.between(Instant.now(), time).abs().compareTo(LEEWAY) > 0) {
                    scene.problems().add("a message's time is now " + time);
                }
                return;
            }
        }
        scene.problems().add("nothing can be said any more");
    }
}
