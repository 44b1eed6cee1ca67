/**
 * Sessions: from the greeting through the login to the goodbye, the order of their lines and answers, and all of a bridge's
 * sessions by their nicknames.
 *
 * <p>Knows the connection as an {@code Outlet} and the commands as a {@code CommandTable} only.
 */
@NullMarked
package parley.bridge.chat.session;

import org.jspecify.annotations.NullMarked;
