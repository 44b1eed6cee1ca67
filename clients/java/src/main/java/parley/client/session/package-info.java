/** One connection: lines sent, answers matched with them, what comes by itself handed on. It knows nothing of reconnecting. */
@NullMarked
package parley.client.session;

import org.jspecify.annotations.NullMarked;
