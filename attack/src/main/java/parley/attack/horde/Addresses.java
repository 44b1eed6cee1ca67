package parley.attack.horde;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Says which addresses of the loopback network everybody comes from. */
public final class Addresses {
    private Addresses() {}

    /** The one address of attackers. */
    public static InetAddress attacker() {
        return loopback(9, 9, 9);
    }

    /** Of the people who chat, one each. */
    public static InetAddress person(int number) {
        return loopback(0, 1 + number / 250, 1 + number % 250);
    }

    /** Of those who come and go meanwhile. */
    public static InetAddress newcomer(int number) {
        return loopback(2, number / 250 % 250, 1 + number % 250);
    }

    /** Of a crowd that comes from many places, as many from each as may. */
    public static InetAddress crowd(int number, int fromEach) {
        int place = number / fromEach;
        return loopback(3, place / 250, 1 + place % 250);
    }

    private static InetAddress loopback(int second, int third, int fourth) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) second, (byte) third, (byte) fourth});
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
