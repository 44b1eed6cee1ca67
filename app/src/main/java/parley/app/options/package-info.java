/**
 * What the command line takes: groups of options, their kinds of values, where a value comes from when the line does
 * not give it, and how it is said what is wrong. Must not know the commands.
 */
@NullMarked
package parley.app.options;

import org.jspecify.annotations.NullMarked;
