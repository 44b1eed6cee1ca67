/**
 * What unread whispers may take in memory: the budget of a bridge, and the shares of addresses and sessions in it; and what lines
 * may that wait for their answers.
 *
 * <p>Knows neither sessions nor what a whisper is; whoever has a share is told what to let go of.
 */
@NullMarked
package parley.bridge.chat.budget;

import org.jspecify.annotations.NullMarked;
