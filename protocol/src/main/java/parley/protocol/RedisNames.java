package parley.protocol;

/**
 * Where things are on Redis. {@code users}, {@code chat} and the private channels are shared with direct clients; the rest is
 * Parley's own, its keys all in the hash slot of {@code users}.
 */
public final class RedisNames {
    /** SET of the nicknames online, bridges' and direct clients' alike. */
    public static final String USERS = "users";
    /** Channel of the lobby. */
    public static final String CHAT = "chat";
    /** What the name of every service channel starts with; no private channel does. */
    public static final String SERVICE_PREFIX = "parley:";

    /** HASH nickname → id of the bridge that holds it. */
    public static final String OWNERS = "parley:{users}:owners";
    /** HASH skeleton of a nickname → the nickname; one entry for each in {@link #OWNERS}. */
    public static final String SKELETONS = "parley:{users}:skeletons";
    /** HASH id of a bridge → end of its lease, microseconds on Redis's clock. */
    public static final String BRIDGES = "parley:{users}:bridges";
    /** HASH nickname → the secret by which a session on another bridge may take it over. */
    public static final String TOKENS = "parley:{users}:tokens";
    /** ZSET id of a bridge, space, nickname → when it lost that without knowing, microseconds; of the last minute. */
    public static final String TAKEN = "parley:{users}:taken";
    /** STREAM of lobby messages and announcements, ids as {@link MessageTime#toStreamId} gives them. */
    public static final String STREAM = "parley:{users}:stream";
    /** HASH with the fields epoch, number and last (microseconds): where the stream stands; and {@link ServiceChannels#FIELD}. */
    public static final String LOBBY = "parley:{users}:lobby";
    /** ZSET id of a stream's entry → bytes that had been stored before it: by these the stream is kept within its bytes. */
    public static final String MARKS = "parley:{users}:marks";
    /** ZSET id of a stream's entry → the number of its first message: by these the stream is kept within its number. */
    public static final String COUNTS = "parley:{users}:counts";
    /** HASH of the bridges that read entries of the stream that hold several messages. */
    public static final String READERS = "parley:{users}:readers";
    /** ZSET nickname, space, key of a {@code once} → the time of its message, microseconds; of the last ten minutes. */
    public static final String ONCE = "parley:{users}:once";
    /** HASH of who is kept out; what is in it, {@code ban.lua} says. */
    public static final String BANS = "parley:{users}:bans";
    /** STRING, when {@link #BANS} was changed last, microseconds. */
    public static final String BANS_CHANGED = "parley:{users}:bans-changed";

    /** Fields of a stream entry. */
    public static final String FIELD_EPOCH = "e";

    public static final String FIELD_NUMBER = "n";
    public static final String FIELD_KIND = "k";
    public static final String FIELD_SENDER = "s";
    public static final String FIELD_TEXT = "t";
    /** In place of kind, sender and text: several messages of the lobby, a line {@code <nick>: <text>} each. */
    public static final String FIELD_MESSAGES = "m";

    private RedisNames() {}

    /** Whether a user of this name could be whispered to: its private channel is not one that serves another purpose. */
    public static boolean isPrivateChannel(String name) {
        return !name.isEmpty() && !name.equals(CHAT) && !name.startsWith(SERVICE_PREFIX);
    }
}
