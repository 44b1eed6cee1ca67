package parley.conformance.suite;

/**
 * Describes one thing that a server or a client has to get right.
 *
 * @param name by which it is chosen and reported; letters, digits, {@code -} and {@code /}
 * @param paragraph where it is written, such as {@code PROTOCOL.md §Lines}
 * @param slow whether it takes many seconds, of which most are waiting: it is begun before others, and beside them
 */
public record Case(String name, String paragraph, boolean slow, Body body) {
    /** What is done, and looked at. */
    public interface Body {
        /**
         * Returns where all is well.
         *
         * @throws Failure where something is not as it should be
         * @throws Skipped where it can't be tried
         */
        void run() throws Exception;
    }
}
