package parley.conformance.lobby;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import parley.protocol.MessageTime;
import parley.protocol.SafeText;

/**
 * Holds one lobby, on a port of its own, for one client and the people that a case plays. Its monitor guards all that it holds; whatever
 * happens wakes who waits in {@link #await}.
 */
public final class Lobby implements Closeable {
    private static final int BACKLOG = 50;

    private final Set<String> people = new LinkedHashSet<>();
    private final Conversation conversation = new Conversation();
    private final History history = new History();
    private final Holds holds = new Holds(people);
    private final Commands commands = new Commands(this);
    private final Faults faults = new Faults();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Whispered> whispered = new ArrayList<>();
    private final ServerSocket socket;
    private Chunks chunks = Chunks.WHOLE;
    private boolean ownFirst;

    public Lobby() throws IOException {
        socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        start("accepting", this::accept);
    }

    /** As an address of digits. */
    public String host() {
        return socket.getInetAddress().getHostAddress();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public Conversation conversation() {
        return conversation;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket accepted = socket.accept();
                accepted.setTcpNoDelay(true);
                accepted(accepted);
            }
        } catch (IOException closed) {
            // The case is over.
        }
    }

    private synchronized void accepted(Socket accepted) {
        Connection connection = new Connection(this, connections.size() + 1, accepted);
        connections.add(connection);
        connection.chunks(chunks);
        conversation.note(connection.number(), '-', "the client connects");
        meet(
                connection,
                Exchange.GREETING,
                "",
                () -> List.of("OK parley/1 This is Parley's kit. Please send your nickname."));
        start("from connection " + connection.number(), connection::read);
    }

    /** Returns whether it met with no fault. */
    private boolean meet(Connection connection, String kind, String line, Supplier<List<String>> work) {
        Exchange exchange = new Exchange(connection, line, work);
        Fault fault = faults.take(kind);
        if (fault == null) {
            exchange.honest();
        } else {
            fault.meet(exchange);
        }
        notifyAll();
        return fault == null;
    }

    synchronized void received(Connection connection, LineReader.Line line) {
        conversation.note(connection.number(), '>', line.text());
        connection.hear();
        if (connection.phase() == Connection.Phase.ENDED) {
            return;
        }
        switch (line.kind()) {
            case FLOOD -> connection.bye("flood");
            case TOO_LONG -> refused(connection, "line-too-long");
            case BADLY_ENCODED -> refused(connection, "bad-encoding");
            case GOOD -> good(connection, line.text());
        }
        notifyAll();
    }

    private static void refused(Connection connection, String code) {
        if (connection.phase() == Connection.Phase.TEXT) {
            connection.endText();
        }
        connection.answer(Commands.error(code));
    }

    private void good(Connection connection, String line) {
        switch (connection.phase()) {
            case LOGIN -> meet(connection, Exchange.LOGIN, line, () -> commands.login(connection, line));
            case TEXT -> meet(connection, Exchange.TEXT, line, () -> commands.text(connection, line));
            case COMMANDS -> command(connection, line);
            case ENDED -> {}
        }
    }

    private void command(Connection connection, String line) {
        String stripped = SafeText.stripTrailing(line);
        int start = 0;
        while (start < stripped.length() && SafeText.isWhite(stripped.charAt(start))) {
            start++;
        }
        if (start == stripped.length()) {
            return;
        }
        int space = stripped.indexOf(' ', start);
        int end = space < 0 ? stripped.length() : space;
        String verb = stripped.substring(start, end).toLowerCase(Locale.ROOT);
        String rest = space < 0 ? "" : stripped.substring(space + 1);
        boolean honest = meet(connection, verb, line, () -> commands.command(connection, verb, rest));
        if (verb.equals("downline") && rest.isEmpty()) {
            connection.leftWell();
            if (honest) {
                connection.cut();
            }
        }
    }

    /** Its name is free again, unless names linger. */
    synchronized void ended(Connection connection) {
        String nick = connection.nick();
        if (nick != null) {
            holds.release(nick, connection);
        }
        notifyAll();
    }

    synchronized void left(Connection connection) {
        connection.leave();
        notifyAll();
    }

    History history() {
        return history;
    }

    Holds holds() {
        return holds;
    }

    Set<String> people() {
        return people;
    }

    /** Pushes what a client has just said, to itself before its answer or behind it: each by turns. */
    void spread(Connection by) {
        ownFirst = !ownFirst;
        for (Connection connection : connections) {
            if (ownFirst || connection != by) {
                connection.deliver();
            }
        }
    }

    void whisperedBy(Connection by, String to, String text) {
        whispered.add(new Whispered(to, text));
    }

    // What a case does.

    /** Brings somebody online. */
    public synchronized void arrive(String nick) {
        people.add(nick);
    }

    /** Somebody says something. */
    public synchronized void say(String nick, String text) {
        history.add("LOBBY", nick, text);
        push();
    }

    /** Somebody has said something that nobody is pushed yet; the answer is its line. */
    public synchronized String store(String nick, String text) {
        return history.add("LOBBY", nick, text).line();
    }

    public synchronized void announce(String text) {
        history.add("NOTICE", "Administrator", text);
        push();
    }

    private void push() {
        connections.forEach(Connection::deliver);
        notifyAll();
    }

    /** Somebody whispers to whoever has the nickname; nothing happens where nobody has it. */
    public synchronized void whisper(String from, String to, String text) {
        Connection connection = holds.holder(to);
        if (connection != null) {
            connection.whispered("WHISPER " + MessageTime.format(history.now()) + " " + from + ": " + text);
        }
        notifyAll();
    }

    /** Whether names outlive their connections from now on, until a token takes them over. */
    public synchronized void linger(boolean on) {
        holds.linger(on);
    }

    /** How what is sent on connections from now on is cut up. */
    public synchronized void chunks(Chunks how) {
        chunks = how;
        connections.forEach(connection -> connection.chunks(how));
    }

    /** Sends nothing any more on that connection; the answer is how many lines it has sent so far. */
    public synchronized int mute(Connection connection) {
        connection.mute();
        return connection.heard();
    }

    /** The next line of that kind, or behind those that were named before, meets with the fault. */
    public synchronized void next(String kind, Fault fault) {
        faults.next(kind, fault);
    }

    /** So does each line of that kind that is not one of the next. */
    public synchronized void each(String kind, Fault fault) {
        faults.each(kind, fault);
    }

    /** No longer. */
    public synchronized void none(String kind) {
        faults.none(kind);
    }

    // What a case looks at.

    /** Waits until that is so; whether it came about in time. The condition is looked at under the monitor. */
    public synchronized boolean await(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** All of them, also those that have ended, in the order in which they came. */
    public synchronized List<Connection> connections() {
        return List.copyOf(connections);
    }

    /** What clients have said, in order. */
    public synchronized List<Said> said() {
        return history.byClients();
    }

    /** What clients have whispered, in order. */
    public synchronized List<Whispered> whispered() {
        return List.copyOf(whispered);
    }

    /** Wakes who waits: something outside has changed. */
    public synchronized void wake() {
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        connections().forEach(Connection::abandon);
    }
}
