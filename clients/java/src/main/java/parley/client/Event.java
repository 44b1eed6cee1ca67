package parley.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import parley.client.codec.MessageKind;
import parley.client.error.ParleyException;

/** Is what a client tells its application, in the order in which it came about. */
public sealed interface Event {
    /**
     * Somebody said something.
     *
     * @param time as the server gave it; in the lobby it is the message's id, and a position to go on from. Times sort as text.
     * @param nick who; may be empty, as may the text
     * @param mine whether it was said under this client's own name
     */
    record Message(MessageKind kind, String time, String nick, String text, boolean mine) implements Event {
        public Instant instant() {
            return Instant.parse(time);
        }
    }

    /**
     * Messages that stood here are no longer kept.
     *
     * @param count empty where nobody knows how many, nor whether there were any
     */
    record Missed(OptionalLong count) implements Event {}

    /** The client is logged in. What was said since it was last connected comes now. */
    record Connected(Address address, String nick) implements Event {}

    /**
     * There is no connection: it broke, or none could be made. Whispers that had not arrived are lost.
     *
     * @param retryIn how long until the next try, at each of the addresses
     */
    record Disconnected(ParleyException reason, Duration retryIn) implements Event {}

    /**
     * It is over: nothing follows.
     *
     * @param reason why the client gave up; empty where it was asked to leave
     */
    record Closed(Optional<ParleyException> reason) implements Event {}
}
