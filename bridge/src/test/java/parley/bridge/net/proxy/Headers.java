package parley.bridge.net.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;

/** Headers as the protocol's specification has them, made byte by byte, for tests; one char a byte. */
final class Headers {
    static final int LOCAL = 0x20;
    static final int PROXY = 0x21;
    static final int UNSPECIFIED = 0x00;
    static final int TCP4 = 0x11;
    static final int TCP6 = 0x21;
    static final int UNIX = 0x31;

    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";

    private Headers() {}

    /** Version 1, of an IPv4 or IPv6 client. */
    static String text(String client) {
        String family = client.indexOf(':') < 0 ? "TCP4" : "TCP6";
        String server = client.indexOf(':') < 0 ? "192.0.2.1" : "2001:db8::1";
        return "PROXY " + family + " " + client + " " + server + " 56324 7070\r\n";
    }

    /** Version 2, of an IPv4 or IPv6 client. */
    static String binary(String client) {
        return binary(client, "");
    }

    /** @param extensions what stands behind the addresses */
    static String binary(String client, String extensions) {
        byte[] octets = octets(client);
        String address = new String(octets, ISO_8859_1);
        return binary(
                PROXY, octets.length == 4 ? TCP4 : TCP6, address + address + "\u00DC\u0004\u001B\u009E" + extensions);
    }

    static String binary(int command, int family, String rest) {
        return SIGNATURE + (char) command + (char) family + number(rest.length()) + rest;
    }

    /** One more thing that a balancer says. */
    static String extension(int type, String value) {
        return (char) type + number(value.length()) + value;
    }

    private static String number(int value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new DataOutputStream(bytes).writeShort(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(ISO_8859_1);
    }

    private static byte[] octets(String client) {
        try {
            byte[] octets = InetAddress.getByName(client).getAddress();
            if (octets.length == 4 && client.indexOf(':') >= 0) {
                byte[] mapped = new byte[16];
                mapped[10] = (byte) 0xFF;
                mapped[11] = (byte) 0xFF;
                System.arraycopy(octets, 0, mapped, 12, octets.length);
                return mapped;
            }
            return octets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
