package parley.conformance.reference;

import java.util.List;

/** What a bot may get wrong, and the cases that have to find it. */
public enum Flaw {
    GREETS_THE_LOBBY("echo-lobby"),
    SAYS_EVERYTHING_TWICE("echo-lobby"),
    TRIMS_TEXT("echo-lobby"),
    ENDS_NICK_AT_LAST_COLON("echo-lobby"),
    ANSWERS_WHISPERS_IN_LOBBY("echo-whisper"),
    ANSWERS_ITSELF("echo-itself"),
    ANSWERS_ANNOUNCEMENTS("echo-nothing-else"),
    OBEYS_THE_LOBBY("echo-nothing-else"),
    ANSWERS_ANY_PREFIX("echo-nothing-else"),
    SAYS_BLANKS("echo-blank"),
    DIES_OF_REFUSALS("echo-too-long", "once-refused", "whisper-gone"),
    WANTS_A_NICK("echo-nicks"),
    WHISPERS_TO_NOBODY("whisper-from-nobody"),
    DOES_NOT_COUNT_ITSELF("users"),
    LEAVES_UNASKED("quit"),
    LEAVES_BEFORE_IT_ANSWERED("quit"),
    LEAVES_WITHOUT_A_WORD("quit"),
    DECODES_PIECES("lines-byte-by-byte", "lines-at-random"),
    READS_ONE_LINE_OF_A_PIECE("lines-at-once"),
    READS_SHORT_LINES("lines-long"),
    BREAKS_AT_CR("lines-separators"),
    BREAKS_AT_SEPARATORS("lines-separators"),
    DIES_OF_UNKNOWN_WORDS("unknown-words"),
    TAKES_BEGINNINGS_FOR_WORDS("unknown-words"),
    DIES_OF_UNKNOWN_CODES("unknown-codes"),
    WANTS_A_BARE_OK("ok-with-text"),
    DROPS_WHAT_COMES_BEFORE_AN_ANSWER("push-before-answer"),
    DROPS_WHAT_COMES_BEFORE_A_REFUSAL("push-before-refusal"),
    DIES_OF_MISSED("missed", "since-missed"),
    PREFERS_ANOTHER_NAME("login"),
    TRIES_ONE_NAME("login-taken", "token-taken"),
    TRIES_NAMES_FOR_EVER("login-all-taken"),
    EXITS_WITH_ONE("login-all-taken", "login-invalid", "login-blank", "login-reserved"),
    EXITS_AS_IF_ALL_WERE_WELL("login-banned", "greeting-banned", "bye-kicked"),
    GIVES_UP_WHEN_UNAVAILABLE("login-unavailable", "greeting-unavailable"),
    GIVES_UP_WHEN_FULL("greeting-full", "greeting-rate-limited"),
    GIVES_UP_WHEN_LOST("lost-closed", "lost-reset"),
    GIVES_UP_ON_BYE("login-timeout", "bye-shutdown", "bye-nick-lost", "bye-flood", "bye-login-timeout"),
    GIVES_UP_ON_UNKNOWN_BYE("bye-out-of-ink"),
    COMES_BACK_WHEN_THROWN_OUT("bye-kicked", "bye-banned", "bye-replaced"),
    COMES_BACK_LATE("lost-closed"),
    HAS_NO_MARK("lost-before-first-message"),
    HAS_NO_SINCE("lost-closed", "lost-often", "lost-before-live", "lost-backlog"),
    FORGETS_LIVE("lost-closed"),
    HEARS_HALF_LINES("lost-within-line", "lost-within-since"),
    TAKES_HALF_ANSWERS("lost-within-answer"),
    HAS_NO_TOKEN("token"),
    LOSES_ITS_PLACE_AT_LOGIN("lost-within-since"),
    DROPS_LINES_BEFORE_UNAVAILABLE("since-unavailable-within"),
    GOES_ON_WITHOUT_SINCE("since-unavailable"),
    USES_PUB("once"),
    USES_NEW_KEYS("once-lost-after-stored", "once-reset-after-stored", "once-unavailable-stored"),
    NEVER_SAYS_AGAIN("once-lost-before-stored", "once-reset-before-stored", "bye-before-answer"),
    DROPS_WHEN_UNAVAILABLE("once-unavailable"),
    DROPS_WHEN_RATE_LIMITED("once-rate-limited", "quit-while-refused"),
    NEVER_PAUSES("once-unavailable", "once-rate-limited"),
    SAYS_REFUSED_AGAIN("once-refused"),
    WHISPERS_AGAIN("whisper-lost-delivered", "whisper-lost-undelivered"),
    WAITS_FOR_EVER("silent-greeting", "silent-login", "silent-live", "silent-once"),
    ASKS_AND_NEVER_LISTENS("silent-idle"),
    IS_IMPATIENT("slow-greeting", "slow-once"),
    HAMMERS("back-off"),
    NEVER_BACKS_OFF("back-off"),
    BACKS_OFF_FOR_EVER("back-off-ends");

    private final String cases;

    Flaw(String... cases) {
        this.cases = String.join(" ", cases);
    }

    /** The names of the cases that it fails. */
    public List<String> cases() {
        return List.of(cases.split(" "));
    }
}
