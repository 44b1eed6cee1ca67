/** The ports of the domain in memory, under the same contract as on Redis. */
@NullMarked
package parley.bridge.chat.fake;

import org.jspecify.annotations.NullMarked;
