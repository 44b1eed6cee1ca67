@NullMarked
package parley.app.chat;

import org.jspecify.annotations.NullMarked;
