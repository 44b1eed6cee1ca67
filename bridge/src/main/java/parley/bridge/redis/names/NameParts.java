package parley.bridge.redis.names;

import java.util.concurrent.Executor;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.lease.BridgeLease;
import parley.bridge.redis.script.RedisCommands;

/** Wires the nicknames: those held here, those of direct clients, and their upkeep. */
public record NameParts(HeldNames held, NameUpkeep upkeep, RedisPresence presence, RedisDirectClients directClients) {

    /** @param aside runs what would hold up the loop that serves Redis */
    public static NameParts wire(
            RedisCommands redis, BridgeLease lease, MaintenanceThread maintenance, Executor aside) {
        UnownedNames unowned = new UnownedNames(redis, maintenance, aside);
        HeldNames held = new HeldNames(redis, unowned);
        NameUpkeep upkeep = new NameUpkeep(held, new Reaper(redis, lease.timing()), lease.lease());
        return new NameParts(
                held,
                upkeep,
                new RedisPresence(redis, held, unowned, maintenance, aside),
                new RedisDirectClients(redis));
    }
}
