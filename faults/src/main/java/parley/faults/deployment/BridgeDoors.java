package parley.faults.deployment;

import java.util.List;

/**
 * Says how a bridge reaches Redis, and how it is reached wherever it listens.
 *
 * @param http its port there; 0 for any
 * @param options that it is given beside the usual ones
 */
record BridgeDoors(RedisWay redis, TcpProxy clients, int http, List<String> options) {}
