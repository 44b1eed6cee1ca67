package parley.bridge.limits;

import java.time.Duration;
import java.util.List;
import parley.protocol.Payload;
import parley.protocol.archive.ArchiveAnswer;

/**
 * Holds every limit of a bridge: what an option sets is a component, what is fixed a constant. The table in PROTOCOL.md is
 * {@link #table()}.
 *
 * @param maxLine bytes of a client's line, its end not counted
 * @param whispers unread whispers that are kept
 * @param rate of one session's messages
 * @param admission who may still come in
 * @param stream what Redis keeps of the lobby
 */
public record Limits(
        int maxLine, WhisperLimits whispers, MessageRate rate, AdmissionLimits admission, StreamLimits stream) {
    public static final int NICK_CODE_POINTS = 32;
    /** Bytes without a line end after which a session is closed. */
    public static final int FLOOD_BYTES = 65_536;

    public static final Duration LOGIN_TIME = Duration.ofSeconds(60);
    /** How long a closed session's last lines may take to reach a client that is still sending. */
    public static final Duration LINGER_TIME = Duration.ofSeconds(1);
    /** How long a closed session's last lines wait for a client that reads nothing. */
    public static final Duration FAREWELL_TIME = Duration.ofSeconds(30);
    /** Connections that were turned away and are still being told why; more are reset at once. */
    public static final int DEPARTURES = 256;
    /** How long blank lines with which a connection begins may wait, as they may be the beginning of a PROXY protocol header. */
    public static final Duration PROBE_TIME = Duration.ofMillis(250);
    /** How long a balancer's header may take to come whole: a packet that was lost comes again after 3 s at the worst. */
    public static final Duration PROXY_HEADER_TIME = Duration.ofSeconds(5);
    /** Bytes of it, with all that a balancer may say beside addresses, such as who vouches for a client. */
    public static final int PROXY_HEADER_BYTES = 4 * 1024;
    /** After this time without a byte a peer is asked whether it is there, so often, and taken for gone where it answers none. */
    public static final Duration KEEPALIVE_IDLE = Duration.ofSeconds(45);

    public static final Duration KEEPALIVE_INTERVAL = Duration.ofSeconds(15);
    public static final int KEEPALIVE_PROBES = 4;
    /** How long what was sent to a peer may stay unacknowledged, and nothing else come from it, before it is taken for gone. */
    public static final Duration UNANSWERED_TIME = Duration.ofSeconds(90);
    /** How long a TLS handshake may take. */
    public static final Duration HANDSHAKE_TIME = Duration.ofSeconds(10);
    /** TLS handshakes a minute of one address only to be told why it is turned away; more are reset at once. */
    public static final int REFUSED_HANDSHAKES = 60;
    /** How long a request of HTTP may take to come whole, and a connection may wait for the next. */
    public static final Duration HTTP_REQUEST_TIME = Duration.ofSeconds(10);
    /** How long its answer may take to be read. */
    public static final Duration HTTP_ANSWER_TIME = Duration.ofSeconds(30);
    /** Bytes of its first line, and of its headers. */
    public static final int HTTP_LINE_BYTES = 4 * 1024;

    public static final int HTTP_HEAD_BYTES = 8 * 1024;
    /** Requests of one connection whose answers are still to be sent; more end it. */
    public static final int HTTP_REQUESTS = 8;
    /** Commands of a session that wait or run; then its reading stops. */
    public static final int COMMANDS_IN_FLIGHT = 64;
    /** Memory that their lines may take, though one line may take more; then reading stops as well. */
    public static final int LINES_IN_FLIGHT_BYTES = 32 * 1024;
    /** Part of the heap that those of all sessions may take; with unread whispers it leaves more than half. */
    public static final int LINES_PART = 8;

    public static final int HISTORY_DEFAULT = 20;
    public static final int HISTORY_MAX = 1_000;

    /** The lobby log: this many segments of this many bytes. */
    public static final int LOG_SEGMENTS = 64;

    public static final int SEGMENT_BYTES = 256 * 1024;
    /** Bytes that left the lobby log while readers held them, from which on readers hold no more of it. */
    public static final int PINNED_BYTES = 4 * 1024 * 1024;
    /** Lines of the lobby log up to this length are copied for each reader, so that a few of them don't hold a segment. */
    public static final int COPIED_BYTES = 2 * 1024;
    /**
     * Bytes that a connection has not taken yet from which on no more of an answer is made for it, and the size of the pieces that
     * are copied for it: what a reader that stalls costs beside the kernel's. Measured with 5,000 who read {@code since} on 64 MiB
     * outside the heap: with 64 KiB of each that memory ran out, and everybody waited while Java looked for some.
     */
    public static final int UNTAKEN_BYTES = 8 * 1024;
    /** Bytes of lines, sent or copied one by one, that go to a connection in one piece. */
    public static final int GATHERED_BYTES = 16 * 1024;
    /** Connections whose lines one event loop takes up as it reads them; more take turns. */
    public static final int READS_A_TURN = 32;
    /** For how long an event loop takes up lines before it looks at everything else. */
    public static final Duration READ_TIME = Duration.ofMillis(2);
    /** Lines of one connection that are begun before others have their turn. */
    public static final int LINES_A_TURN = 16;
    /** Bytes written to one session before others have their turn. */
    public static final int TURN_BYTES = 64 * 1024;
    /** Bytes of answers written to sessions of one event loop before it looks at everything else. */
    public static final int ROUND_BYTES = 512 * 1024;
    /** As many bytes as cost what waking a session costs that then has nothing to write. */
    public static final int WAKE_BYTES = 8 * 1024;
    /** For how long an event loop does what it was given to do before it looks at its connections. */
    public static final Duration TASKS_TIME = Duration.ofMillis(4);
    /**
     * Bytes that the system keeps of what a connection has not sent yet, where it can tell that from what is on its way: a reader
     * that stalls costs about so much, and one whose network is slow is still sent as much at once as its window allows.
     */
    public static final int UNSENT_BYTES = 32 * 1024;
    /** Bytes of a socket's send buffer, for a peer that confirms nothing; the system takes up to twice as much. */
    public static final int SEND_BUFFER_BYTES = 128 * 1024;
    /** Bytes of a socket's receive buffer, for a client that sends while nobody reads; the system takes up to twice as much. */
    public static final int RECEIVE_BUFFER_BYTES = 64 * 1024;
    /** Bytes read from a connection in one turn of its loop: what others wait for is the lines that these may hold. */
    public static final int READ_BYTES = 4 * 1024;
    /**
     * Bytes a second that one event loop reads from one address, where the bytes of messages are limited at all: fifty times what may
     * be said from there, and about a tenth of the loop's time where each line is as dear as a line can be.
     */
    public static final int READ_RATE = 2 * 1024 * 1024;
    /** Bytes that it reads at once from an address that was silent. */
    public static final int READ_BURST = 256 * 1024;
    /** Stored messages that are read at a time. */
    public static final int PAGE_MESSAGES = 500;
    /** Bytes of stored messages that are read at a time for those who ask for them, about. */
    public static final int PAGE_BYTES = 128 * 1024;
    /** Bytes of such pages that a bridge keeps: some 100,000 messages of an ordinary lobby, so a crowd that comes back reads each once. */
    public static final int PAGES_KEPT_BYTES = 8 * 1024 * 1024;
    /** How long Redis may take to answer; after that the user is told {@code unavailable}. */
    public static final Duration REDIS_TIME = Duration.ofMillis(1_800);
    /** Bytes of messages that go to Redis together. */
    public static final int PUBLISH_BATCH_BYTES = 256 * 1024;
    /** Bytes of messages that wait for that; three eighths of them at the most are of one address. */
    public static final int PUBLISH_QUEUE_BYTES = 16 * 1024 * 1024;
    /** Searches of a bridge's sessions that archivers are asked for at one time. */
    public static final int SEARCHES_AT_ONCE = 16;
    /** Those of one address among them, half of what an archiver answers at one time; more wait for their turn. */
    public static final int SEARCHES_OF_ADDRESS = 2;
    /** Commands that wait for Redis at one time; more are refused as unavailable. */
    public static final int REDIS_QUEUE = 65_536;
    /** How long another bridge may take to answer. */
    public static final Duration BRIDGE_TIME = Duration.ofMillis(1_900);
    /** How long one of the operator's commands may take, whomever it asks. */
    public static final Duration OPERATOR_TIME = Duration.ofMillis(1_970);

    private static final int MIB = 1024 * 1024;

    public Limits {
        require(maxLine >= 1 && maxLine < FLOOD_BYTES, "max-line is from 1 to " + (FLOOD_BYTES - 1));
    }

    /** What holds where nobody set anything. */
    public static Limits defaults() {
        return new Limits(
                4_096,
                WhisperLimits.ofHeap(1_000, Runtime.getRuntime().maxMemory()),
                new MessageRate(10, 4_096),
                new AdmissionLimits(10_000, 100, 120),
                new StreamLimits(2_000_000, 512L << 20));
    }

    /** The defaults without what keeps one sender or one address from taking everything: for tests and load generators. */
    public static Limits unlimited() {
        return defaults().with(MessageRate.UNLIMITED).with(new AdmissionLimits(Integer.MAX_VALUE, 0, 0));
    }

    public Limits withMaxLine(int bytes) {
        return new Limits(bytes, whispers, rate, admission, stream);
    }

    public Limits withMaxWhispers(int messages) {
        return with(
                new WhisperLimits(messages, whispers.sessionBytes(), whispers.addressBytes(), whispers.bridgeBytes()));
    }

    public Limits with(WhisperLimits other) {
        return new Limits(maxLine, other, rate, admission, stream);
    }

    public Limits with(MessageRate other) {
        return new Limits(maxLine, whispers, other, admission, stream);
    }

    public Limits with(AdmissionLimits other) {
        return new Limits(maxLine, whispers, rate, other, stream);
    }

    public Limits with(StreamLimits other) {
        return new Limits(maxLine, whispers, rate, admission, other);
    }

    /** A row of the documentation's table. */
    public record Row(String what, String limit, String then) {}

    /** What a client can run into. */
    public List<Row> table() {
        return List.of(
                new Row("a line, without its end", maxLine + " bytes (`--max-line`)", "`ERR line-too-long`"),
                new Row("bytes without a line end", String.valueOf(FLOOD_BYTES), "`BYE flood`"),
                new Row("a nickname", NICK_CODE_POINTS + " code points", "`ERR nick-invalid`"),
                new Row("time to log in", LOGIN_TIME.toSeconds() + " s", "`BYE login-timeout`"),
                new Row(
                        "messages and searches a second of a session",
                        rate.messages() + ", a burst of " + 2 * rate.messages() + " (`--rate`)",
                        "`ERR rate-limited`"),
                new Row(
                        "the messages' bytes",
                        rate.bytes() + " a second, a burst of " + MessageRate.BURST_BYTES + " (`--byte-rate`)",
                        "`ERR rate-limited`"),
                new Row(
                        "their bytes from one address",
                        MessageRate.ADDRESS_SESSIONS + " times both",
                        "`ERR rate-limited`"),
                new Row(
                        "commands of a session not yet answered",
                        COMMANDS_IN_FLIGHT + ", or " + LINES_IN_FLIGHT_BYTES / Character.BYTES + " characters",
                        "the server stops reading"),
                new Row(
                        "those of all sessions",
                        "1/" + LINES_PART + " of the heap",
                        "the server reads each line by line"),
                new Row(
                        "bytes a second from one address",
                        READ_RATE / MIB + " MiB for each event loop",
                        "the server reads more slowly"),
                new Row("unread whispers", whispers.messages() + " (`--max-whispers`)", "the oldest go; `MISSED`"),
                new Row(
                        "their bytes",
                        WhisperLimits.SESSION_MOST / MIB + " MiB, or 1/" + WhisperLimits.SESSION_PART + " of the heap",
                        "the oldest go; `MISSED`"),
                new Row(
                        "those of one address",
                        WhisperLimits.ADDRESS_MOST / MIB + " MiB, or 1/" + WhisperLimits.ADDRESS_PART + " of the heap",
                        "the oldest of the session with most go"),
                new Row(
                        "those of a bridge",
                        "1/" + WhisperLimits.BRIDGE_PART + " of the heap",
                        "the oldest of the address with most go"),
                new Row(
                        "lobby kept by a bridge",
                        LOG_SEGMENTS * SEGMENT_BYTES / MIB + " MiB",
                        "the oldest go; `MISSED`, or `since` from what Redis keeps"),
                new Row(
                        "lobby kept on Redis",
                        "about " + stream.messages() + " messages (`--stream-messages`)",
                        "`since` answers `MISSED`"),
                new Row(
                        "its memory there",
                        stream.bytes() / (1024 * 1024) + " MiB (`--stream-bytes`)",
                        "`since` answers `MISSED`"),
                new Row("`history`", HISTORY_MAX + " messages", "`ERR usage`"),
                new Row("`search`", ArchiveAnswer.MOST_MESSAGES + " messages", "older ones are left out"),
                new Row("a direct client's message", Payload.MAX_BYTES / 1024 + " KiB", "cut"),
                new Row("sessions from one address", admission.perAddress() + " (`--max-per-address`)", "`ERR full`"),
                new Row(
                        "new connections a minute from one address",
                        admission.connectRate() + " (`--connect-rate`)",
                        "`ERR rate-limited`"));
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
