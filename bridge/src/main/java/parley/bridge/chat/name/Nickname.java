package parley.bridge.chat.name;

/**
 * Holds a nickname that keeps the rules; made by {@link Nicknames#check}.
 *
 * @param text as its bearer wrote it, in NFC
 * @param skeleton equal for all names that look like this one
 */
public record Nickname(String text, String skeleton) {
    @Override
    public String toString() {
        return text;
    }
}
