/**
 * What the chat is, without a socket and without a store.
 *
 * <p>Rooms, each of which may know those before it: {@code name}, {@code ban}, {@code lobby}, {@code port}, {@code answer},
 * {@code session}, {@code command}. None of them knows Netty, Lettuce or SQL.
 */
@NullMarked
package parley.bridge.chat;

import org.jspecify.annotations.NullMarked;
