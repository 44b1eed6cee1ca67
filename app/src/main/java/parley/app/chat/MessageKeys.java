package parley.app.chat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Gives each message a key of its own, by which the server knows it when it is sent again; none that another program gives. */
final class MessageKeys {
    private static final int RANDOM_BITS = 80;

    private final String prefix = new BigInteger(RANDOM_BITS, new SecureRandom()).toString(Character.MAX_RADIX) + "-";
    private final AtomicLong next = new AtomicLong();

    Typed.Said said(String text) {
        return new Typed.Said(prefix + next.incrementAndGet(), text);
    }
}
