package parley.bridge.net.proxy;

import java.net.InetAddress;
import java.util.List;
import parley.bridge.chat.ban.AddressRange;

/** Names the addresses from which each connection begins with a header of the PROXY protocol, and is believed. */
public record TrustedProxies(List<AddressRange> ranges) {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    public boolean contains(InetAddress peer) {
        if (ranges.isEmpty()) {
            return false;
        }
        AddressRange address = AddressRange.of(peer.getAddress());
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
