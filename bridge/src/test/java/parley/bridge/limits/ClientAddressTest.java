package parley.bridge.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void isEachAddressOfIpv4() throws UnknownHostException {
        assertThat(address("192.0.2.1")).isEqualTo(address("192.0.2.1"));
        assertThat(address("192.0.2.1")).isNotEqualTo(address("192.0.2.2"));
        assertThat(address("0.0.0.0")).isNotEqualTo(address("255.255.255.255"));
    }

    @Test
    void isTheSameWhereItIsMappedIntoIpv6() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, (byte) 192, 0, 2, 1};
        assertThat(ClientAddress.of(Inet6Address.getByAddress(null, mapped, 0).getAddress()))
                .isEqualTo(address("192.0.2.1"));
    }

    @Test
    void isThe64OfIpv6() throws UnknownHostException {
        assertThat(address("2001:db8:0:1::1")).isEqualTo(address("2001:db8:0:1:ffff:ffff:ffff:ffff"));
        assertThat(address("2001:db8:0:1::1")).isNotEqualTo(address("2001:db8:0:2::1"));
        assertThat(address("::1")).isNotEqualTo(address("0.0.0.1"));
        assertThat(address("::fffe:c000:201")).isNotEqualTo(address("192.0.2.1"));
    }

    private static ClientAddress address(String text) throws UnknownHostException {
        return ClientAddress.of(InetAddress.getByName(text).getAddress());
    }
}
