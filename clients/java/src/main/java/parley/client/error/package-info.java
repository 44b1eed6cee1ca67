/** What can go wrong, for all layers. It knows none of them. */
@NullMarked
package parley.client.error;

import org.jspecify.annotations.NullMarked;
