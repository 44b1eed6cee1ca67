/**
 * The chat's ports on Redis, by Lettuce. {@code RedisStore} wires the rooms together.
 *
 * <p>Rooms: {@code connection} and {@code lease}, which know none of the others; {@code script}; {@code names}; {@code lobby};
 * {@code peers}. Each may know those before it. Knows the domain; knows neither Netty's doors nor the commands.
 */
@NullMarked
package parley.bridge.redis;

import org.jspecify.annotations.NullMarked;
