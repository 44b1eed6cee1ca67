package parley.bridge.net.line;

import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes telnet's commands out of a stream of bytes, whatever packets they are split into, and refuses each option the first time
 * the client asks for it. Nothing is sent to a client that sends none. One per connection, on its event loop.
 */
final class Telnet {
    /** Returned for a byte that is no data. */
    static final int NOTHING = -1;

    /** Returned for a byte that is data and shows that the {@link #IAC} before it began no command but is data too. */
    static final int AFTER_DATA = -2;

    static final int IAC = 255;

    /** The least of the commands; below it, telnet knows none. */
    private static final int EOF = 236;

    private static final int SE = 240;
    private static final int SB = 250;
    private static final int WILL = 251;
    private static final int WONT = 252;
    private static final int DO = 253;
    private static final int DONT = 254;
    private static final int OPTIONS = 256;

    private enum State {
        DATA,
        COMMAND,
        OPTION,
        SUBNEGOTIATION,
        SUBNEGOTIATION_COMMAND
    }

    private final Consumer<byte[]> refusals;
    private State state = State.DATA;
    private int request;
    private @Nullable BitSet refused;

    /** @param refusals gets the bytes to send */
    Telnet(Consumer<byte[]> refusals) {
        this.refusals = refusals;
    }

    /** Whether a command is under way, of which the next byte is a part. */
    boolean isCommand() {
        return state != State.DATA;
    }

    /** Takes the next byte (0 to 255); returns it where it is data, {@link #NOTHING} where it belongs to telnet, or {@link #AFTER_DATA}. */
    int accept(int octet) {
        switch (state) {
            case DATA -> {
                if (octet != IAC) {
                    return octet;
                }
                state = State.COMMAND;
            }
            case COMMAND -> {
                return command(octet);
            }
            case OPTION -> {
                refuse(octet);
                state = State.DATA;
            }
            case SUBNEGOTIATION -> state = octet == IAC ? State.SUBNEGOTIATION_COMMAND : State.SUBNEGOTIATION;
            case SUBNEGOTIATION_COMMAND -> state = octet == SE ? State.DATA : State.SUBNEGOTIATION;
        }
        return NOTHING;
    }

    private int command(int octet) {
        switch (octet) {
            case IAC -> {
                state = State.DATA;
                return IAC;
            }
            case WILL, WONT, DO, DONT -> {
                request = octet;
                state = State.OPTION;
            }
            case SB -> state = State.SUBNEGOTIATION;
            default -> {
                state = State.DATA;
                return octet < EOF ? AFTER_DATA : NOTHING;
            }
        }
        return NOTHING;
    }

    private void refuse(int option) {
        if (request != DO && request != WILL) {
            return;
        }
        if (refused == null) {
            refused = new BitSet();
        }
        int asked = request == DO ? option : OPTIONS + option;
        if (!refused.get(asked)) {
            refused.set(asked);
            refusals.accept(new byte[] {(byte) IAC, (byte) (request == DO ? WONT : DONT), (byte) option});
        }
    }
}
