package parley.bridge.net.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.bridge.chat.ban.AddressRange;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES =
            new TrustedProxies(Stream.of("10.1.0.0/16", "192.0.2.9", "2001:db8::/32")
                    .map(AddressRange::parse)
                    .flatMap(Optional::stream)
                    .toList());

    @ParameterizedTest
    @CsvSource({
        "10.1.255.3, true",
        "10.2.0.1, false",
        "192.0.2.9, true",
        "192.0.2.8, false",
        "2001:db8:ffff::1, true",
        "2001:db9::1, false",
        "::ffff:10.1.0.1, true",
        "::1, false"
    })
    void containWhatIsInOneOfTheirRanges(String address, boolean contained) throws UnknownHostException {
        assertThat(PROXIES.contains(InetAddress.getByName(address))).isEqualTo(contained);
    }

    /** As a peer's address is written where it is of one link only. */
    @Test
    void doNotMindAnInterface() throws UnknownHostException {
        TrustedProxies link =
                new TrustedProxies(AddressRange.parse("fe80::/10").stream().toList());
        assertThat(link.contains(InetAddress.getByName("fe80::1%1"))).isTrue();
    }

    @Test
    void areNone() {
        assertThat(TrustedProxies.NONE.contains(InetAddress.getLoopbackAddress()))
                .isFalse();
    }
}
