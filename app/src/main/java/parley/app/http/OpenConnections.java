package parley.app.http;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Knows all open connections, the one that has been silent for longest first, and closes that when there are too many. On the loop only. */
final class OpenConnections {
    private final Set<Channel> silentFirst = new LinkedHashSet<>();
    private final int max;

    OpenConnections(int max) {
        this.max = max;
    }

    void opened(Channel channel) {
        if (silentFirst.size() >= max) {
            Iterator<Channel> all = silentFirst.iterator();
            Channel longest = all.next();
            all.remove();
            longest.close();
        }
        silentFirst.add(channel);
    }

    /** A whole request has come. */
    void asked(Channel channel) {
        if (silentFirst.remove(channel)) {
            silentFirst.add(channel);
        }
    }

    void closeAll() {
        List.copyOf(silentFirst).forEach(Channel::close);
    }

    void closed(Channel channel) {
        silentFirst.remove(channel);
    }
}
