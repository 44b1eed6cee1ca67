package parley.conformance.lobby;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows who has which nickname: people that the case plays, and connections, of which each hold has its token. Guarded by the lobby. */
final class Holds {
    private static final String TOKEN_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int TOKEN_LENGTH = 32;

    /** A name's: the connection is gone where the name outlives it. */
    private static final class Hold {
        final String token;

        @Nullable
        Connection connection;

        Hold(String token, Connection connection) {
            this.token = token;
            this.connection = connection;
        }
    }

    /** What became of a claim. */
    enum Claim {
        TAKEN,
        NEW,
        TAKEN_OVER
    }

    private final SecureRandom random = new SecureRandom();
    private final Set<String> people;
    private final Map<String, Hold> holds = new HashMap<>();
    private boolean lingering;

    /**
     * Begins with nobody else.
     *
     * @param people are online whatever happens
     */
    Holds(Set<String> people) {
        this.people = people;
    }

    /** Whether names outlive their connections from now on. */
    void linger(boolean on) {
        lingering = on;
    }

    /** Who has the name just now; null where nobody is connected under it. */
    @Nullable
    Connection holder(String nick) {
        Hold hold = holds.get(nick);
        return hold == null ? null : hold.connection;
    }

    Claim claim(String nick, @Nullable String token, Connection connection) {
        if (people.contains(nick)) {
            return Claim.TAKEN;
        }
        Hold hold = holds.get(nick);
        if (hold == null) {
            holds.put(nick, new Hold(newToken(), connection));
            return Claim.NEW;
        }
        if (hold.token.equals(token)) {
            hold.connection = connection;
            return Claim.TAKEN_OVER;
        }
        return Claim.TAKEN;
    }

    private String newToken() {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < TOKEN_LENGTH; i++) {
            token.append(TOKEN_CHARACTERS.charAt(random.nextInt(TOKEN_CHARACTERS.length())));
        }
        return token.toString();
    }

    String token(String nick) {
        Hold hold = holds.get(nick);
        if (hold == null) {
            throw new IllegalStateException(nick + " is held by nobody");
        }
        return hold.token;
    }

    void release(String nick, Connection connection) {
        Hold hold = holds.get(nick);
        if (hold != null && hold.connection == connection) {
            if (lingering) {
                hold.connection = null;
            } else {
                holds.remove(nick);
            }
        }
    }

    /** Everybody online. */
    Set<String> names() {
        return holds.keySet();
    }
}
