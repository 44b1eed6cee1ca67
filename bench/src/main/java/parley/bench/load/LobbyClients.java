package parley.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;
import parley.harness.load.Loop;

/**
 * Runs the receivers and senders of one lobby. Whatever they are made to do, it fails unless every message that was not refused
 * reaches every receiver, in order.
 */
public final class LobbyClients {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String START = "|start|";

    private final Loop loop;
    private final Wire wire;
    private final Receivers receivers;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private int entered;
    private int listening;
    private int turn;
    /** Messages that were sent, or are about to be. */
    private long begun;

    private LobbyClients(Loop loop, Wire wire, int receiverCount, int senderCount) {
        this.loop = loop;
        this.wire = wire;
        this.receivers = Receivers.of(wire, receiverCount, senders, senderCount);
    }

    /**
     * Logs all in, and has the receivers listen.
     *
     * @param servers the addresses to spread them over
     * @param stalled of the receivers, so many will read nothing; their systems hold little for them
     */
    public static LobbyClients gather(
            Loop loop, Wire wire, List<InetSocketAddress> servers, int receiverCount, int senderCount, int stalled)
            throws IOException {
        LobbyClients clients = new LobbyClients(loop, wire, receiverCount, senderCount);
        for (int i = 0; i < receiverCount; i++) {
            clients.enterReceiver(servers.get(i % servers.size()), i, i < stalled);
        }
        for (int i = 0; i < senderCount; i++) {
            clients.enterSender(servers.get(i % servers.size()), i);
        }
        loop.until(() -> clients.entered == receiverCount + senderCount, PATIENCE, "all entered");
        loop.during(wire.settling());
        clients.senders.get(0).send(Text.ascii(START));
        loop.until(() -> clients.listening == receiverCount, PATIENCE, "all hear the first message");
        for (int i = 0; i < stalled; i++) {
            clients.receivers.ignore(i);
            clients.connections.get(i).pause(true);
        }
        return clients;
    }

    private void enterReceiver(InetSocketAddress server, int index, boolean stalled) throws IOException {
        InputHandler hears = wire.reading(
                new FirstMessage(Text.ascii(START + "\r\n"), () -> listening++, receivers.receiver(index)));
        connections.add(enter(server, wire.receiver(ClientNumbers.next()), connection -> hears, stalled ? 4_096 : 0));
    }

    private void enterSender(InetSocketAddress server, int index) throws IOException {
        int number = ClientNumbers.nextSender();
        Connection connection = enter(server, wire.sender(number), speaking -> senders.get(index), 0);
        senders.add(new Sender(wire, index, number, connection));
    }

    private Connection enter(
            InetSocketAddress server, List<Dialogue.Step> steps, Dialogue.Successor next, int receiveBuffer)
            throws IOException {
        int before = connections.size() + senders.size();
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
    public void saturate(int messages, int textBytes, int window) throws IOException {
        int share = Math.max(1, window / senders.size());
        long last = begin(messages, textBytes);
        int[] left = {messages};
        loop.until(
                () -> {
                    long delivered = receivers.delivered() + refused();
                    while (left[0] > 0 && last - left[0] - delivered + share <= window) {
                        int count = Math.min(share, left[0]);
                        next().send(count, textBytes);
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
                    for (Sender sender : senders) {
                        int count = (int) Math.min(left[0], depth - sender.unanswered());
                        if (count > 0) {
                            sender.send(count, textBytes);
                            left[0] -= count;
                        }
                    }
                    return left[0] == 0 && answered();
                },
                PATIENCE,
                "everything was answered");
    }

    /** Has the senders send so many messages a second in turn; returns the microseconds from sending to each receipt. */
    public Histogram sendAtRate(int perSecond, Duration time, int textBytes) throws IOException {
        int messages = (int) (perSecond * time.toSeconds());
        long last = begin(messages, textBytes);
        long start = System.nanoTime();
        int[] sent = {0};
        Histogram latencies = new Histogram(3);
        receivers.record(latencies);
        loop.until(
                () -> {
                    long due = start + sent[0] * 1_000_000_000L / perSecond;
                    if (sent[0] < messages && System.nanoTime() >= due) {
                        next().send(1, textBytes);
                        sent[0]++;
                    }
                    return receivers.delivered() + refused() >= last && answered();
                },
                time.plus(PATIENCE),
                "everybody got everything");
        receivers.record(null);
        return latencies;
    }

    /** Messages that the server would not take, so far. */
    public long refused() {
        long refused = 0;
        for (Sender sender : senders) {
            refused += sender.refused();
        }
        return refused;
    }

    /** Returns how many messages will have been sent when these are. */
    private long begin(int messages, int textBytes) {
        receivers.textBytes(textBytes);
        begun += messages;
        return begun;
    }

    private Sender next() {
        return senders.get(turn++ % senders.size());
    }

    private boolean answered() {
        for (Sender sender : senders) {
            if (sender.unanswered() > 0) {
                return false;
            }
        }
        return true;
    }
}
