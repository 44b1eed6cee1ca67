package parley.app.chat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;

/** Tells whether a server wants to see somebody again, by the words with which it ended a session or let none begin. */
final class Farewell {

    private static final Set<String> FOR_GOOD = codes();

    private Farewell() {}

    /** Of a status line in the place of a greeting or a welcome, or of any line later. */
    static boolean isForGood(String line) {
        String[] words = line.split(" ", 3);
        return words.length > 1 && FOR_GOOD.contains(words[0] + " " + words[1]);
    }

    /** What time alone doesn't change. */
    private static Set<String> codes() {
        Stream<String> farewells = EnumSet.of(ByeCode.KICKED, ByeCode.BANNED, ByeCode.NICK_LOST).stream()
                .map(code -> "BYE " + code.code());
        Stream<String> refusals =
                EnumSet.of(ErrorCode.BANNED, ErrorCode.NICK_INVALID, ErrorCode.NICK_RESERVED, ErrorCode.NICK_BLANK)
                        .stream()
                        .map(code -> "ERR " + code.code());
        return Stream.of(farewells, refusals, Stream.of("BYE " + ByeCode.REPLACED.code()))
                .flatMap(all -> all)
                .collect(Collectors.toUnmodifiableSet());
    }
}
