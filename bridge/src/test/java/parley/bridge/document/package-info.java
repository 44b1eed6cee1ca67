/** The pages for people, held against the server. */
@NullMarked
package parley.bridge.document;

import org.jspecify.annotations.NullMarked;
