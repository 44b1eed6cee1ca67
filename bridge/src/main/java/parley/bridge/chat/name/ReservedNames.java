package parley.bridge.chat.name;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.protocol.Command;
import parley.protocol.RedisNames;
import parley.protocol.ServerLine;
import parley.protocol.Verb;

/**
 * Tells which nicknames nobody may have, as people would take what their bearer says for the server's: also those that look like one
 * of them, have diacritics on its letters or digits in their place.
 */
final class ReservedNames {
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

    /** What may stand within a word that is read all the same. */
    private static final Pattern SEPARATORS = Pattern.compile("[-_]");

    /** One of user1 to user9, which is not a way to write {@code users}. */
    private static final Pattern NUMBERED_USER = Pattern.compile("user[0-9]", Pattern.CASE_INSENSITIVE);

    /** The letters that a digit may stand for. UTS #39 has 0 for o, and 1 for l, which is i here too. */
    private static final Map<Character, String> LETTERS =
            Map.of('2', "z", '3', "e", '4', "a", '5', "s", '6', "bg", '7', "t", '8', "b", '9', "gq");

    /** Commands that there are not yet: whoever has their names by then would have to give them up. */
    private static final List<String> COMMANDS_TO_COME = List.of("once", "token", "search");

    private static final List<String> WORDS = Stream.of(
                    Arrays.stream(Verb.values()).map(Command::word),
                    COMMANDS_TO_COME.stream(),
                    Stream.of(RedisNames.CHAT, RedisNames.USERS, "system"),
                    ServerLine.FIRST_WORDS.stream())
            .flatMap(words -> words)
            .map(ReservedNames::plain)
            .distinct()
            .toList();

    private static final String START = plain("parley");
    private static final String PART = plain("administrator");

    private ReservedNames() {}

    static boolean include(Nickname nick) {
        if (NUMBERED_USER.matcher(nick.text()).matches()) {
            return false;
        }
        String name = bare(nick.skeleton());
        Matcher separators = SEPARATORS.matcher(nick.text());
        String joined = separators.find() ? plain(separators.replaceAll("")) : name;
        return WORDS.stream().anyMatch(word -> name.length() == word.length() && reads(name, 0, word))
                || reads(joined, 0, START)
                || contains(joined, PART);
    }

    private static boolean contains(String name, String word) {
        for (int at = 0; at + word.length() <= name.length(); at++) {
            if (reads(name, at, word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the word can be read there. */
    private static boolean reads(String name, int from, String word) {
        if (from + word.length() > name.length()) {
            return false;
        }
        for (int at = 0; at < word.length(); at++) {
            char letter = word.charAt(at);
            char written = name.charAt(from + at);
            if (written != letter && LETTERS.getOrDefault(written, "").indexOf(letter) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String name) {
        return bare(Nicknames.skeleton(name));
    }

    /** A skeleton without marks, and with {@code l} for {@code i}, as 1 is one as well as the other. */
    private static String bare(String skeleton) {
        String bare = skeleton;
        if (!skeleton.chars().allMatch(character -> character < 0x80)) {
            StringBuilder unmarked = new StringBuilder();
            NFD.normalize(skeleton)
                    .codePoints()
                    .filter(codePoint -> !isDiacritic(codePoint))
                    .forEach(unmarked::appendCodePoint);
            bare = Lookalikes.UNICODE.settled(unmarked.toString());
        }
        return bare.replace('i', 'l');
    }

    /** A mark that takes no space of its own, such as a diacritic. */
    private static boolean isDiacritic(int codePoint) {
        int type = UCharacter.getType(codePoint);
        return type == ECharacterCategory.NON_SPACING_MARK || type == ECharacterCategory.ENCLOSING_MARK;
    }
}
