/**
 * The log of a process that serves: its form, its level, and what keeps it from harm. Logback behind SLF4J; nothing in here knows what
 * is logged.
 */
@NullMarked
package parley.app.log;

import org.jspecify.annotations.NullMarked;
