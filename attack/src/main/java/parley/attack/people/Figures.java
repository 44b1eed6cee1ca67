package parley.attack.people;

import java.util.Locale;

/**
 * What people noticed over a time.
 *
 * @param sent messages whose time to be sent had come
 * @param half what half of the answers took at most, milliseconds; one that had not come counts with how long it was waited for
 * @param most what 99 of 100 took at most
 * @param refused answers that were {@code ERR}
 */
public record Figures(long sent, double half, double most, long refused) {
    @Override
    public String toString() {
        return shown(half) + " / " + shown(most);
    }

    private static String shown(double milliseconds) {
        return String.format(Locale.ROOT, milliseconds < 10 ? "%.1f" : "%.0f", milliseconds);
    }
}
