package parley.bridge.chat.budget;

/** Has bytes of a budget, by which it is ranked. */
abstract class Holder {
    /** Tells apart those that have the same. */
    final long number;
    /** Changed by the {@link Ranking} only. */
    long bytes;

    Holder(long number) {
        this.number = number;
    }
}
