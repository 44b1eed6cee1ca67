/**
 * {@code ./parley config}: looks into a configuration file before anybody serves by it. Knows the options of the commands, and what
 * they themselves find wrong with theirs; must not know the commands.
 */
@NullMarked
package parley.app.config;

import org.jspecify.annotations.NullMarked;
