package parley.bridge;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import parley.bridge.limits.Limits;

/**
 * Holds what a bridge is told at its start.
 *
 * @param address to listen on; port 0 picks one
 * @param redis a {@code redis://} URI as Lettuce reads it
 * @param adminSocket where the operator's socket is made
 */
public record BridgeOptions(InetSocketAddress address, String redis, Path adminSocket, Limits limits) {}
