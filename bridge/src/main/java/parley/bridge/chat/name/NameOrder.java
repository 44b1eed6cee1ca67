package parley.bridge.chat.name;

import java.util.Arrays;
import java.util.Comparator;

/** Sorts names wherever a list of them is shown. */
public final class NameOrder {
    /** By code point, as {@code sort} does in the C locale; {@link String#compareTo} would go by UTF-16 units. */
    public static final Comparator<String> BY_CODE_POINT = NameOrder::compare;

    private NameOrder() {}

    private static int compare(String one, String other) {
        int at = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        if (at < 0 || at == one.length() || at == other.length()) {
            return Integer.compare(one.length(), other.length());
        }
        char left = one.charAt(at);
        char right = other.charAt(at);
        if (Character.isSurrogate(left) == Character.isSurrogate(right)) {
            return Character.compare(left, right);
        }
        return Character.isSurrogate(left) ? 1 : -1;
    }
}
