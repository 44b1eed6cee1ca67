/** The client for a terminal: a session across lost connections, and the screen that shows it. Knows no part that serves. */
@NullMarked
package parley.app.chat;

import org.jspecify.annotations.NullMarked;
