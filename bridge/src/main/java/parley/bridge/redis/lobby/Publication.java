package parley.bridge.redis.lobby;

import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.protocol.MessageKind;
import parley.protocol.Payload;

/**
 * Is a message that waits to be stored.
 *
 * @param address from where it came
 * @param outcome told once what came of it
 */
record Publication(ClientAddress address, Message message, Deadline deadline, Outcome outcome) {
    /** What a publication costs beside its text: about so many bytes of memory here, and as much time of Redis's as so many bytes more. */
    private static final int BESIDE = 1_024;

    /** Hears what came of a publication, on any thread, which is not to be held up. */
    interface Outcome {
        /** @param micros the message's time, or that of the one that was said under its key before */
        void stored(long micros);

        /** The sender's nickname is not this bridge's, and nothing was done. */
        void lost();

        /** Whether it was stored is open where the answer was lost on the way; else it was not. */
        void failed(Throwable why);
    }

    /**
     * What is to be stored.
     *
     * @param skeleton of the sender; empty for an announcement
     * @param payload for the lobby's channel
     * @param text of an announcement; empty for what somebody says, whose payload has it
     * @param key under which the sender says it once; empty where it is said anyhow
     */
    record Message(MessageKind kind, String sender, String skeleton, String payload, String text, String key) {
        private static final String NONE = "";

        /** @param text one line */
        static Message spoken(String sender, String skeleton, String text, String key) {
            if (text.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a message of several lines");
            }
            return new Message(MessageKind.LOBBY, sender, skeleton, Payload.spoken(sender, text), NONE, key);
        }

        static Message announced(String text) {
            return new Message(MessageKind.NOTICE, Payload.ADMINISTRATOR, NONE, Payload.announced(text), text, NONE);
        }

        /** Whether nobody owns the sender's name: it is the operator. */
        boolean isOfNobody() {
            return skeleton.isEmpty();
        }
    }

    /** In bytes. */
    int cost() {
        return BESIDE + message.text.length() + message.payload.length() + message.key.length();
    }
}
