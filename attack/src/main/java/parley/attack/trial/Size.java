package parley.attack.trial;

/**
 * Says how large an attack is.
 *
 * @param divisor of each count: 1, or more where only a little of each attack is made
 * @param lines hostile lines in all
 */
public record Size(int divisor, long lines) {
    /** How many there are of something that there are so many of otherwise; at least one. */
    public int of(int count) {
        return Math.max(1, count / divisor);
    }
}
