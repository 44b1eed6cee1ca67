package parley.protocol;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/**
 * Names the channels on which Parley's own processes speak to each other. A secret that stands in {@link RedisNames#LOBBY} is part of
 * the names: so whoever may publish on any channel, but not read Parley's keys, can't reach them.
 *
 * <p>Channels know no databases, so the database is in the name as well.
 *
 * @param secret {@link #FIELD}'s value
 */
public record ServiceChannels(int database, String secret) {
    /** The field of {@link RedisNames#LOBBY} that holds the secret, from when the first process comes until Redis is emptied. */
    public static final String FIELD = "channels";

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 26;

    /** A secret that nobody guesses: 130 bits. */
    public static String newSecret() {
        return new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .mapToObj(at -> String.valueOf(LETTERS.charAt(at)))
                .collect(Collectors.joining());
    }

    /**
     * The channel on which every process of Parley's listens, whatever the secret: whoever finds none asks here whether anybody has
     * one. Nothing that is said on it is believed.
     */
    public static String calls(int database) {
        return RedisNames.SERVICE_PREFIX + database + ":calls";
    }

    /**
     * The channel that names stored messages just before they go out on {@link RedisNames#CHAT}, a {@link LobbyRun} of them at a time:
     * {@code <stream id> <epoch> <number> <count>}.
     */
    public String ids() {
        return name("ids");
    }

    /** The channel on which a bridge takes requests of other bridges. */
    public String bridge(String bridgeId) {
        return name("bridge:" + bridgeId);
    }

    /** The channel on which archivers take the questions of bridges. */
    public String archivers() {
        return name("archivers");
    }

    /**
     * The channel of the archivers that read entries of the stream that hold several messages ({@link RedisNames#FIELD_MESSAGES});
     * nothing is said on it. Only while all archivers listen there are such entries written.
     */
    public String runs() {
        return name("runs");
    }

    /** The channel on which a bridge or archiver hears itself. */
    public String probe(String id) {
        return name("probe:" + id);
    }

    private String name(String purpose) {
        return RedisNames.SERVICE_PREFIX + database + ":" + secret + ":" + purpose;
    }
}
