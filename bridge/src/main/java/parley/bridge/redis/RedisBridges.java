package parley.bridge.redis;

import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.Bridges;
import parley.bridge.chat.Limits;
import parley.bridge.chat.SessionInfo;
import parley.bridge.chat.UnavailableException;
import parley.protocol.RedisNames;

/** The bridges, found by their leases and asked on their control channels. */
final class RedisBridges implements Bridges {
    /** About so many characters go into one message. */
    private static final int PART_CHARS = 32 * 1024;

    /** An answer that is being waited for; what came of it so far. */
    private record Asked(List<String> lines, CompletableFuture<List<String>> answer) {}

    private final String id;
    private final int database;
    private final Calls calls;
    private final RedisClock clock;
    private final AtomicLong requests = new AtomicLong();
    private final Map<Long, Asked> asked = new ConcurrentHashMap<>();
    private volatile @Nullable Member member;

    RedisBridges(String id, int database, Calls calls, RedisClock clock) {
        this.id = id;
        this.database = database;
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void join(Member joining) {
        member = joining;
    }

    @Override
    public CompletionStage<Kick> kick(String nick, String reason) {
        Deadline deadline = Deadline.in(Limits.BRIDGE_TIME);
        return calls.ask(commands -> commands.hget(RedisNames.OWNERS, nick)).thenCompose(owner -> {
            if (owner == null) {
                return CompletableFuture.completedFuture(Kick.NO_SUCH_USER);
            }
            String oneLine = reason.replace('\n', ' ').replace('\r', ' ');
            return ask(owner, ControlMessage.Verb.KICK, List.of(nick, oneLine), deadline)
                    .handle((ended, silent) -> {
                        if (silent != null) {
                            return Kick.SILENT;
                        }
                        return ended.equals(List.of("0")) ? Kick.NO_SUCH_USER : Kick.DONE;
                    });
        });
    }

    @Override
    public CompletionStage<Roster> roster() {
        Deadline deadline = Deadline.in(Limits.BRIDGE_TIME);
        return calls.ask(commands -> commands.hgetall(RedisNames.BRIDGES)).thenCompose(leases -> {
            long now = clock.micros(System.nanoTime());
            Set<String> silent = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<List<Roster.Entry>>> answers = leases.entrySet().stream()
                    .filter(lease -> Long.parseLong(lease.getValue()) > now)
                    .map(lease -> sessionsOf(lease.getKey(), deadline, silent))
                    .toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                    .thenApply(done -> new Roster(
                            answers.stream()
                                    .flatMap(answer -> answer.join().stream())
                                    .toList(),
                            new TreeSet<>(silent)));
        });
    }

    private CompletableFuture<List<Roster.Entry>> sessionsOf(String bridge, Deadline deadline, Set<String> silent) {
        return ask(bridge, ControlMessage.Verb.SESSIONS, List.of(), deadline).handle((lines, failure) -> {
            if (failure != null) {
                silent.add(bridge);
                return List.of();
            }
            return lines.stream()
                    .map(line -> new Roster.Entry(bridge, session(line)))
                    .toList();
        });
    }

    /** Asks a bridge, which may be this one; fails when it doesn't answer. */
    private CompletableFuture<List<String>> ask(
            String bridge, ControlMessage.Verb verb, List<String> lines, Deadline deadline) {
        if (bridge.equals(id)) {
            return answer(verb, lines).toCompletableFuture();
        }
        long request = requests.incrementAndGet();
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        asked.put(request, new Asked(new ArrayList<>(), answer));
        send(bridge, new ControlMessage(verb, request, id, lines)).whenComplete((listeners, failure) -> {
            if (failure != null || listeners == 0) {
                answer.completeExceptionally(new UnavailableException("nobody listens for bridge " + bridge));
            }
        });
        return answer.orTimeout(deadline.left(), TimeUnit.NANOSECONDS)
                .whenComplete((done, failure) -> asked.remove(request));
    }

    private CompletableFuture<Long> send(String bridge, ControlMessage message) {
        String channel = RedisNames.bridge(database, bridge);
        return calls.ask(commands -> {
            RedisFuture<Long> listeners = commands.publish(channel, message.toString());
            return listeners;
        });
    }

    /** A message on this bridge's control channel. */
    void received(byte[] payload) {
        ControlMessage message = ControlMessage.parse(payload);
        if (message == null) {
            return;
        }
        switch (message.verb()) {
            case KICK, SESSIONS -> answer(message.verb(), message.lines()).thenAccept(lines -> reply(message, lines));
            case PART, ANSWER -> {
                Asked waiting = asked.get(message.request());
                if (waiting != null) {
                    waiting.lines.addAll(message.lines());
                    if (message.verb() == ControlMessage.Verb.ANSWER) {
                        waiting.answer.complete(List.copyOf(waiting.lines));
                    }
                }
            }
        }
    }

    private CompletionStage<List<String>> answer(ControlMessage.Verb verb, List<String> lines) {
        Member here = member;
        if (here == null) {
            return CompletableFuture.failedFuture(new UnavailableException("this bridge is not open yet"));
        }
        if (verb == ControlMessage.Verb.KICK) {
            return here.kick(lines.get(0), lines.get(1)).thenApply(ended -> List.of(ended.toString()));
        }
        return here.sessions()
                .thenApply(sessions -> sessions.stream().map(RedisBridges::line).collect(Collectors.toList()));
    }

    private void reply(ControlMessage request, List<String> lines) {
        List<String> part = new ArrayList<>();
        int chars = 0;
        for (String line : lines) {
            if (chars + line.length() > PART_CHARS) {
                send(request.sender(), new ControlMessage(ControlMessage.Verb.PART, request.request(), id, part));
                part = new ArrayList<>();
                chars = 0;
            }
            part.add(line);
            chars += line.length();
        }
        send(request.sender(), new ControlMessage(ControlMessage.Verb.ANSWER, request.request(), id, part));
    }

    private static String line(SessionInfo session) {
        return session.nick() + " " + session.address() + " " + session.since() + " " + session.unread();
    }

    private static SessionInfo session(String line) {
        String[] parts = line.split(" ", -1);
        return new SessionInfo(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }
}
