package parley.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Receivers and senders in one lobby. Whatever is done with them, every message must reach every receiver, in one order. */
public final class Crowd {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String START = "|start|";

    private final Loop loop;
    private final Wire wire;
    private final Audience audience;
    private final List<Connection> receivers = new ArrayList<>();
    private final List<Speaker> speakers = new ArrayList<>();
    private int entered;
    private int listening;
    private int turn;
    /** Messages that were sent, or are about to be. */
    private long said;

    private Crowd(Loop loop, Wire wire, int receivers, int senders) {
        this.loop = loop;
        this.wire = wire;
        this.audience = Audience.of(wire, receivers, speakers, senders);
    }

    /**
     * Has all come in and listen.
     *
     * @param servers the addresses to spread them over
     * @param stalled of the receivers, so many will read nothing; their systems hold little for them
     */
    public static Crowd gather(
            Loop loop, Wire wire, List<InetSocketAddress> servers, int receivers, int senders, int stalled)
            throws IOException {
        Crowd crowd = new Crowd(loop, wire, receivers, senders);
        for (int i = 0; i < receivers; i++) {
            crowd.enterReceiver(servers.get(i % servers.size()), i, i < stalled);
        }
        for (int i = 0; i < senders; i++) {
            crowd.enterSender(servers.get(i % servers.size()), i);
        }
        loop.until(() -> crowd.entered == receivers + senders, PATIENCE, "all entered");
        loop.during(wire.settling());
        crowd.speakers.get(0).say(Text.ascii(START));
        loop.until(() -> crowd.listening == receivers, PATIENCE, "all hear the first message");
        for (int i = 0; i < stalled; i++) {
            crowd.audience.ignore(i);
            crowd.receivers.get(i).pause(true);
        }
        return crowd;
    }

    private void enterReceiver(InetSocketAddress server, int index, boolean stalled) throws IOException {
        Dialogue hears = new Dialogue(List.of(new Dialogue.Step("", START + "\r\n")), connection -> {
            listening++;
            return audience.receiver(index);
        });
        receivers.add(enter(server, wire.receiver(Numbers.next()), connection -> hears, stalled ? 4_096 : 0));
    }

    private void enterSender(InetSocketAddress server, int index) throws IOException {
        int number = Numbers.nextSender();
        Connection connection = enter(server, wire.sender(number), speaking -> speakers.get(index), 0);
        speakers.add(new Speaker(wire, index, number, connection));
    }

    private Connection enter(
            InetSocketAddress server, List<Dialogue.Step> steps, Dialogue.Successor next, int receiveBuffer)
            throws IOException {
        int before = receivers.size() + speakers.size();
        loop.until(() -> before - entered < wire.entering(), PATIENCE, "some entered");
        Dialogue dialogue = new Dialogue(steps, connection -> {
            entered++;
            return next.take(connection);
        });
        Connection connection = loop.connect(server, dialogue, receiveBuffer);
        dialogue.begin(connection);
        return connection;
    }

    /**
     * Has all senders send as fast as they may.
     *
     * @param window messages that may be under way at one time, sent but not yet with the slowest receiver
     */
    public void flood(int messages, int textBytes, int window) throws IOException {
        int share = Math.max(1, window / speakers.size());
        long last = begin(messages, textBytes);
        int[] left = {messages};
        loop.until(
                () -> {
                    long delivered = audience.delivered() + refused();
                    while (left[0] > 0 && last - left[0] - delivered + share <= window) {
                        int count = Math.min(share, left[0]);
                        next().say(count, textBytes);
                        left[0] -= count;
                    }
                    return delivered >= last && answered();
                },
                PATIENCE,
                "everybody got everything");
    }

    /** Has all senders publish, each with so many messages on the way to their answers. */
    public void publish(int messages, int textBytes, int depth) throws IOException {
        begin(messages, textBytes);
        int[] left = {messages};
        loop.until(
                () -> {
                    for (Speaker speaker : speakers) {
                        int count = (int) Math.min(left[0], depth - speaker.unanswered());
                        if (count > 0) {
                            speaker.say(count, textBytes);
                            left[0] -= count;
                        }
                    }
                    return left[0] == 0 && answered();
                },
                PATIENCE,
                "everything was answered");
    }

    /** Has the senders send so many messages a second in turn; returns the microseconds from sending to each receipt. */
    public Histogram calm(int perSecond, Duration time, int textBytes) throws IOException {
        int messages = (int) (perSecond * time.toSeconds());
        long last = begin(messages, textBytes);
        long start = System.nanoTime();
        int[] sent = {0};
        Histogram latencies = new Histogram(3);
        audience.record(latencies);
        loop.until(
                () -> {
                    long due = start + sent[0] * 1_000_000_000L / perSecond;
                    if (sent[0] < messages && System.nanoTime() >= due) {
                        next().say(1, textBytes);
                        sent[0]++;
                    }
                    return audience.delivered() + refused() >= last && answered();
                },
                time.plus(PATIENCE),
                "everybody got everything");
        audience.record(null);
        return latencies;
    }

    /** Messages that the server would not take, so far. */
    public long refused() {
        long refused = 0;
        for (Speaker speaker : speakers) {
            refused += speaker.refused();
        }
        return refused;
    }

    /** Returns how many messages will have been sent when these are. */
    private long begin(int messages, int textBytes) {
        audience.textBytes(textBytes);
        said += messages;
        return said;
    }

    private Speaker next() {
        return speakers.get(turn++ % speakers.size());
    }

    private boolean answered() {
        for (Speaker speaker : speakers) {
            if (speaker.unanswered() > 0) {
                return false;
            }
        }
        return true;
    }
}
