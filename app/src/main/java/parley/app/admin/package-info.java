/**
 * The operator's socket: where it is, whose its directory must be, and the command that speaks to a bridge through it.
 * Must not know how a bridge is started.
 */
@NullMarked
package parley.app.admin;

import org.jspecify.annotations.NullMarked;
