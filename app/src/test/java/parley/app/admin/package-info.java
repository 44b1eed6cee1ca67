@NullMarked
package parley.app.admin;

import org.jspecify.annotations.NullMarked;
