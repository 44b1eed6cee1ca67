package parley.conformance.suite;

import java.util.Locale;
import java.util.regex.Pattern;

/** Chooses cases by their names: {@code *} stands for any characters, {@code ?} for one, in any case. */
public final class NameGlob {
    private final Pattern pattern;

    public NameGlob(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.toLowerCase(Locale.ROOT).codePoints().forEach(each -> {
            switch (each) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(each)));
            }
        });
        pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    public boolean matches(String name) {
        return pattern.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
