package parley.bridge.chat.ban;

import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;

/**
 * Keeps whoever its target names out of all bridges, until a time and for a reason.
 *
 * @param until when it ends, microseconds on Redis's clock, or {@link #FOREVER}
 * @param reason one line for whoever is kept out; may be empty
 */
public record Ban(BanTarget target, long until, String reason) {
    public static final long FOREVER = Long.MAX_VALUE;

    /** What is told to one who wants to come in. */
    public String refusal() {
        return reason.isEmpty() ? ErrorCode.BANNED.text() : "You are banned: " + reason;
    }

    /** What is told to one who was in. */
    public String farewell() {
        return reason.isEmpty() ? ByeCode.BANNED.text() : reason;
    }
}
