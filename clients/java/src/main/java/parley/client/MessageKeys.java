package parley.client;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** Makes keys for {@code once} that no other client makes. For all threads. */
final class MessageKeys {
    private static final int RANDOM_BYTES = 12;

    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    MessageKeys() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        prefix = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    String next() {
        return prefix + "." + last.incrementAndGet();
    }
}
