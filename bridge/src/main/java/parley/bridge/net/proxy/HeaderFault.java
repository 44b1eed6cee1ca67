package parley.bridge.net.proxy;

import java.util.Locale;

/** Says what was wrong with a connection that should have begun with a header. */
enum HeaderFault {
    /** It began with something else. */
    MISSING,
    /** It began like one, and went on otherwise, or was too long. */
    MALFORMED,
    /** It was not whole in time. */
    LATE,
    /** The peer closed before it was whole, as whoever only looks whether somebody listens. */
    GONE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
