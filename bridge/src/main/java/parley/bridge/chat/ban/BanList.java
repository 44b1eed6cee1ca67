package parley.bridge.chat.ban;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.name.NameOrder;
import parley.bridge.chat.name.Nickname;

/** Finds the ban that keeps somebody out, among those that the bridge knew of. Nothing changes in it, except that bans end. Safe for all threads. */
public final class BanList {
    private final Map<String, Ban> names = new HashMap<>();
    private final Map<AddressRange, Ban> addresses = new HashMap<>();
    private final LongSupplier clock;

    /** @param clock Redis's, microseconds */
    public BanList(Collection<Ban> bans, LongSupplier clock) {
        this.clock = clock;
        for (Ban ban : bans) {
            if (ban.target() instanceof BanTarget.Name name) {
                names.put(name.nick().skeleton(), ban);
            } else if (ban.target() instanceof BanTarget.Addresses some) {
                addresses.put(some.range(), ban);
            }
        }
    }

    /** The ban on the nickname or one that it looks like; null where there is none. */
    public @Nullable Ban on(Nickname nick) {
        Ban ban = names.get(nick.skeleton());
        return ban != null && inForce(ban) ? ban : null;
    }

    /**
     * The ban on the address, or a range that it is in; null where there is none.
     *
     * @param address in digits, maybe with a zone behind {@code %}
     */
    public @Nullable Ban on(String address) {
        if (addresses.isEmpty()) {
            return null;
        }
        int zone = address.indexOf('%');
        AddressRange one = AddressRange.parse(zone < 0 ? address : address.substring(0, zone))
                .orElse(null);
        if (one == null) {
            return null;
        }
        return addresses.entrySet().stream()
                .filter(entry -> entry.getKey().contains(one) && inForce(entry.getValue()))
                .max(Comparator.comparing(entry -> entry.getKey().prefix()))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    /** Those that have not ended, in the order of their targets. */
    public List<Ban> all() {
        return Stream.concat(names.values().stream(), addresses.values().stream())
                .filter(this::inForce)
                .sorted(Comparator.comparing(ban -> ban.target().text(), NameOrder.BY_CODE_POINT))
                .toList();
    }

    /** How many have not ended. */
    public long count() {
        return Stream.concat(names.values().stream(), addresses.values().stream())
                .filter(this::inForce)
                .count();
    }

    private boolean inForce(Ban ban) {
        return ban.until() == Ban.FOREVER || ban.until() > clock.getAsLong();
    }
}
