package parley.app.options;

/**
 * Says at which port browsers are served, if at any.
 *
 * @param number 0 picks one; {@link #OFF} has none
 */
public record WebPort(int number) {
    /** Nowhere. */
    public static final WebPort OFF = new WebPort(-1);

    public boolean isOff() {
        return equals(OFF);
    }
}
