package parley.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.attack.command.CommandFlood;
import parley.attack.command.LoginFlood;
import parley.attack.command.Returning;
import parley.attack.command.Searches;
import parley.attack.door.ConnectionFlood;
import parley.attack.door.ManyAtTheEnd;
import parley.attack.door.Probes;
import parley.attack.door.SlowLoris;
import parley.attack.door.SlowRequests;
import parley.attack.door.TlsHandshakes;
import parley.attack.memory.LargeMessages;
import parley.attack.memory.StalledReaders;
import parley.attack.memory.UnreadAnswers;
import parley.attack.memory.UnreadWhispers;
import parley.attack.redis.ForgedIds;
import parley.attack.redis.Stranger;
import parley.attack.text.Bombs;
import parley.attack.text.HostileLines;
import parley.attack.text.Lookalikes;
import parley.attack.text.NicknameBombs;
import parley.attack.text.TelnetFlood;
import parley.attack.trial.Allowance;
import parley.attack.trial.Attack;
import parley.attack.web.WebFrames;

/** Lists the attacks. */
public enum AttackKind {
    SINCE("64 pipelined `since 1970-01-01T00:00:00.000000Z` from each of 100 sessions, over 100,000 messages"),
    RETURNING("no attack: 5,000 come back, from 100 addresses, with `since` the last that they saw"),
    QUESTIONS("64 pipelined `users`, `history 1000`, `ping`, `help` from each of 100 sessions"),
    SEARCHES(
            "64 pipelined `search` for common words, and for 500 of them, from each of 100 sessions, while five others search"),
    LOGINS("logins that are left at once, 50 at a time"),
    UNREAD_WHISPERS("whispers of 4 KB to sessions that never ask, from 100"),
    STALLED_READERS("100 sessions that are live, ask for everything and read nothing"),
    UNREAD_ANSWERS("64 pipelined `history 1000` of 80 sessions, not read, while 20 fill the lobby"),
    HALF_CLOSED("the same, by sessions that shut down their sending side"),
    LARGE_MESSAGES("messages of 4 KB from 100 sessions"),
    NICKNAME_BOMBS("nicknames of 2,020 combining marks and the like, before login"),
    TEXT_BOMBS("`to` such names, and such messages, from 100 sessions"),
    LOOKALIKES("names that look like the administrator's, a word of the server's, somebody's"),
    HOSTILE_LINES("lines of random bytes, telnet, half characters"),
    TELNET("options without end, and subnegotiations that have none"),
    CONNECTIONS("2,000 connections a second, kept"),
    BANNED("the same from a banned address"),
    RESETS("2,000 connections a second, reset at once"),
    SLOW_LORIS("15,000 connections from 150 addresses that send a byte every two seconds"),
    SLOW_REQUESTS("200 slow requests at the HTTP end"),
    PROBES("HTTP, TLS, SSH and PROXY v2 at the line port, with a message behind"),
    WEB_FRAMES("handshakes without an end, and frames that are wrong, huge, endless or many, on 90 WebSockets"),
    TLS_HANDSHAKES("1,000 TLS handshakes a second, begun only"),
    STRANGER("a local user at the embedded Redis"),
    DIRECT_CLIENT("a direct client that tries more than it may"),
    FORGED_IDS("ids of the year 9999 on Parley's service channels, by a direct client"),
    END("SIGTERM with 10,000 sessions, half of which read nothing");

    private final String what;

    AttackKind(String what) {
        this.what = what;
    }

    /** Such as {@code slow-loris}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is done, in Markdown. */
    public String what() {
        return what;
    }

    Attack attack() {
        return switch (this) {
            case SINCE -> new CommandFlood(List.of("since 1970-01-01T00:00:00.000000Z"));
            case RETURNING -> new Returning();
            case QUESTIONS -> new CommandFlood(List.of("users", "history 1000", "ping", "help", "pull"));
            case SEARCHES -> new Searches();
            case LOGINS -> new LoginFlood();
            case UNREAD_WHISPERS -> new UnreadWhispers();
            case STALLED_READERS -> new StalledReaders();
            case UNREAD_ANSWERS -> new UnreadAnswers(false);
            case HALF_CLOSED -> new UnreadAnswers(true);
            case LARGE_MESSAGES -> new LargeMessages();
            case NICKNAME_BOMBS -> new NicknameBombs();
            case TEXT_BOMBS -> new CommandFlood(Bombs.commands());
            case LOOKALIKES -> new Lookalikes();
            case HOSTILE_LINES -> new HostileLines();
            case TELNET -> new TelnetFlood();
            case CONNECTIONS -> new ConnectionFlood(ConnectionFlood.Manner.KEPT);
            case BANNED -> new ConnectionFlood(ConnectionFlood.Manner.BANNED);
            case RESETS -> new ConnectionFlood(ConnectionFlood.Manner.RESET);
            case SLOW_LORIS -> new SlowLoris(15_000);
            case SLOW_REQUESTS -> new SlowRequests();
            case PROBES -> new Probes();
            case WEB_FRAMES -> new WebFrames();
            case TLS_HANDSHAKES -> new TlsHandshakes();
            case STRANGER -> new Stranger(false);
            case DIRECT_CLIENT -> new Stranger(true);
            case FORGED_IDS -> new ForgedIds();
            case END -> new ManyAtTheEnd(10_000);
        };
    }

    Needs needs() {
        return switch (this) {
            case SINCE, QUESTIONS, SEARCHES, STALLED_READERS, UNREAD_ANSWERS, HALF_CLOSED -> Needs.NOTHING.stored();
            case RETURNING -> Needs.NOTHING.stored().crowd(Allowance.busy(5_000));
            case LOGINS,
                    UNREAD_WHISPERS,
                    LARGE_MESSAGES,
                    NICKNAME_BOMBS,
                    TEXT_BOMBS,
                    LOOKALIKES,
                    HOSTILE_LINES,
                    TELNET,
                    CONNECTIONS,
                    BANNED,
                    RESETS,
                    SLOW_REQUESTS,
                    PROBES,
                    WEB_FRAMES,
                    STRANGER -> Needs.NOTHING;
            case SLOW_LORIS -> Needs.NOTHING.crowd(Allowance.idle(15_000));
            case TLS_HANDSHAKES -> Needs.NOTHING.option("--tls-port");
            case DIRECT_CLIENT -> Needs.NOTHING.option("--direct-clients");
            case FORGED_IDS -> Needs.NOTHING.optionIfThere("--direct-clients");
            case END -> Needs.NOTHING.crowd(Allowance.idle(10_000));
        };
    }

    public static Optional<AttackKind> of(String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.title().equals(title))
                .findFirst();
    }
}
