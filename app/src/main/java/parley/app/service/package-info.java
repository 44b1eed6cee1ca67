/**
 * Processes that serve: {@code up}, {@code bridge} and {@code archiver}, the parts that they start and stop in order, and
 * what is told about them over HTTP. The only place where bridge and archiver meet; must not know the other commands.
 */
@NullMarked
package parley.app.service;

import org.jspecify.annotations.NullMarked;
