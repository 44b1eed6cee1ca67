/**
 * The ports: what the chat needs of a store that all bridges share. Each says what it promises of order, atomicity and loss.
 *
 * <p>Redis stands behind them, or a fake in tests; who uses them is not known here.
 */
@NullMarked
package parley.bridge.chat.port;

import org.jspecify.annotations.NullMarked;
