package parley.bridge.redis.connection;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Encodes channels in UTF-8 and leaves messages as they are. A channel that is confirmed is the very string by which it was asked for:
 * Lettuce keeps it for as long as it is subscribed to, as does whoever asked, and so both keep one. One per connection; any thread.
 */
final class ChannelCodec implements RedisCodec<String, byte[]> {
    /** What was sent and has not come back. */
    private final Map<String, String> asked = new ConcurrentHashMap<>();

    @Override
    public ByteBuffer encodeKey(String channel) {
        asked.put(channel, channel);
        return StringCodec.UTF8.encodeKey(channel);
    }

    @Override
    public String decodeKey(ByteBuffer bytes) {
        String channel = StringCodec.UTF8.decodeKey(bytes);
        String same = asked.remove(channel);
        return same == null ? channel : same;
    }

    @Override
    public ByteBuffer encodeValue(byte[] message) {
        return ByteArrayCodec.INSTANCE.encodeValue(message);
    }

    @Override
    public byte[] decodeValue(ByteBuffer bytes) {
        return ByteArrayCodec.INSTANCE.decodeValue(bytes);
    }
}
