/** The Redis that tests of every module run against. */
@NullMarked
package parley.redis.test;

import org.jspecify.annotations.NullMarked;
