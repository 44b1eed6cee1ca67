package parley.bridge.redis.names;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets that nobody guesses: 32 characters of {@code A-Z a-z 0-9 _ -} each, 192 bits. For all threads. */
final class TokenSource {
    private static final int BYTES = 24;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
