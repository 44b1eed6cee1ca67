/**
 * What the fuzz targets share. The targets themselves are in the packages of what they try, as some of it is known there only; each
 * takes bytes and checks what must hold of whatever becomes of them.
 */
@NullMarked
package parley.fuzz;

import org.jspecify.annotations.NullMarked;
