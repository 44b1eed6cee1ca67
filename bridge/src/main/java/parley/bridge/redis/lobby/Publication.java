package parley.bridge.redis.lobby;

import java.util.concurrent.CompletableFuture;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.protocol.MessageKind;

/**
 * Is a message that waits to be stored, and the answer to it.
 *
 * @param address from where it came
 * @param answer of the script, see {@code publish.lua}
 */
record Publication(ClientAddress address, Message message, Deadline deadline, CompletableFuture<String> answer) {
    /** What a publication costs beside its text: about so many bytes of memory here, and as much time of Redis's as so many bytes more. */
    private static final int BESIDE = 1_024;

    /**
     * What is to be stored.
     *
     * @param skeleton of the sender; empty for an announcement
     * @param text one line, but for an announcement
     * @param payload for the lobby's channel; empty for what somebody says, which follows from sender and text
     * @param key under which the sender says it once; empty where it is said anyhow
     */
    record Message(MessageKind kind, String sender, String skeleton, String text, String payload, String key) {
        Message {
            if (!skeleton.isEmpty() && text.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a message of several lines");
            }
        }
    }

    Publication(ClientAddress address, Message message, Deadline deadline) {
        this(address, message, deadline, new CompletableFuture<>());
    }

    /** In bytes. */
    int cost() {
        return BESIDE + message.text.length() + message.payload.length() + message.key.length();
    }
}
