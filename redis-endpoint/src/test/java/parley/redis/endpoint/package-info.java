/** What an operator writes, and servers that change their office. */
@NullMarked
package parley.redis.endpoint;

import org.jspecify.annotations.NullMarked;
