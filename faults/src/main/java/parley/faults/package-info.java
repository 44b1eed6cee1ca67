/**
 * The fault matrix: real processes under numbered traffic, faults from a printed seed, and a check of every promise after each.
 *
 * <p>Knows Parley from outside only: its wire, its command line, its names on Redis and the tables of its archive.
 */
@NullMarked
package parley.faults;

import org.jspecify.annotations.NullMarked;
