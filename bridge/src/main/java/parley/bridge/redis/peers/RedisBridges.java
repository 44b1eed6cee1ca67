package parley.bridge.redis.peers;

import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.SessionInfo;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.bridge.redis.connection.ServiceNames;
import parley.bridge.redis.lease.RedisClock;
import parley.bridge.redis.lobby.ArrivalWaiters;
import parley.bridge.redis.script.RedisCommands;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;

/** Finds the other bridges by their leases, asks them on their control channels, and answers them. */
public final class RedisBridges implements Bridges {
    /** About so many characters go into one message. */
    private static final int PART_CHARS = 32 * 1024;

    /** An answer that is being waited for; what came of it so far. */
    private record Asked(List<String> lines, CompletableFuture<List<String>> answer) {}

    private final String id;
    private final ServiceNames channels;
    private final RedisCommands redis;
    private final RedisClock clock;
    private final ArrivalWaiters arrivals;
    private final RedisBans bans;
    private final AtomicLong requests = new AtomicLong();
    private final Map<Long, Asked> asked = new ConcurrentHashMap<>();
    private volatile @Nullable Member member;

    public RedisBridges(
            String id,
            ServiceNames channels,
            RedisCommands redis,
            RedisClock clock,
            ArrivalWaiters arrivals,
            RedisBans bans) {
        this.id = id;
        this.channels = channels;
        this.redis = redis;
        this.clock = clock;
        this.arrivals = arrivals;
        this.bans = bans;
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
    public CompletionStage<Kick> kick(String nick, String reason, Deadline deadline) {
        return redis.send(commands -> commands.hget(RedisNames.OWNERS, nick)).thenCompose(owner -> {
            if (owner == null) {
                return CompletableFuture.completedFuture(Kick.NO_SUCH_USER);
            }
            String oneLine = reason.replace('\n', ' ').replace('\r', ' ');
            String until = Long.toString(clock.micros(deadline.nanos()));
            return ask(owner, ControlMessage.Verb.KICK, List.of(nick, oneLine, until), deadline)
                    .handle((ended, silent) -> {
                        if (silent != null) {
                            return Kick.SILENT;
                        }
                        return ended.equals(List.of("0")) ? Kick.NO_SUCH_USER : Kick.DONE;
                    });
        });
    }

    @Override
    public CompletionStage<Roster> roster(Deadline deadline) {
        return askAll(ControlMessage.Verb.SESSIONS, List.of(), deadline)
                .thenApply(all -> new Roster(
                        all.lines().entrySet().stream()
                                .flatMap(answer -> answer.getValue().stream()
                                        .map(line -> new Roster.Entry(answer.getKey(), session(line))))
                                .toList(),
                        all.silent()));
    }

    @Override
    public CompletionStage<Enforcement> enforceBans(Deadline deadline) {
        return askAll(ControlMessage.Verb.BANS, List.of(), deadline)
                .thenApply(all -> new Enforcement(
                        all.lines().values().stream()
                                .mapToInt(lines -> Integer.parseInt(lines.get(0)))
                                .sum(),
                        all.silent()));
    }

    /** Has a bridge give the nickname that it holds under that token to this one; fails when it doesn't answer by the deadline. */
    public CompletionStage<?> replace(String bridge, Nickname nick, String token, Deadline deadline) {
        return ask(bridge, ControlMessage.Verb.REPLACE, List.of(nick.text(), token), deadline);
    }

    /** Ends the sessions on this bridge of whoever is banned. */
    public void endBanned() {
        Member here = member;
        if (here != null) {
            here.endBanned(bans.current());
        }
    }

    @Override
    public CompletionStage<Set<String>> lacking(long micros, Deadline deadline) {
        return askAll(ControlMessage.Verb.HAVE, List.of(Long.toString(micros)), deadline)
                .thenApply(Answers::silent);
    }

    /** What the bridges that hold a lease said, by their ids, and those of them that said nothing. */
    private record Answers(Map<String, List<String>> lines, Set<String> silent) {}

    private CompletableFuture<Answers> askAll(ControlMessage.Verb verb, List<String> lines, Deadline deadline) {
        return redis.send(commands -> commands.hgetall(RedisNames.BRIDGES)).thenCompose(leases -> {
            long now = clock.micros(System.nanoTime());
            Map<String, List<String>> answered = new ConcurrentHashMap<>();
            Set<String> silent = new ConcurrentSkipListSet<>();
            return CompletableFuture.allOf(leases.entrySet().stream()
                            .filter(lease -> Long.parseLong(lease.getValue()) > now)
                            .map(lease -> ask(lease.getKey(), verb, lines, deadline)
                                    .handle((answer, failure) -> failure == null
                                            ? answered.put(lease.getKey(), answer)
                                            : silent.add(lease.getKey())))
                            .toArray(CompletableFuture<?>[]::new))
                    .thenApply(done -> new Answers(answered, silent));
        });
    }

    /** Asks a bridge, which may be this one; fails when it doesn't answer. */
    private CompletableFuture<List<String>> ask(
            String bridge, ControlMessage.Verb verb, List<String> lines, Deadline deadline) {
        if (bridge.equals(id)) {
            return answer(id, verb, lines)
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(deadline.left(), TimeUnit.NANOSECONDS);
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
        ServiceChannels known = channels.current();
        if (known == null) {
            return CompletableFuture.failedFuture(new UnavailableException("not subscribed on Redis"));
        }
        String channel = known.bridge(bridge);
        return redis.send(commands -> {
            RedisFuture<Long> listeners = commands.publish(channel, message.toString());
            return listeners;
        });
    }

    /** A message on this bridge's control channel. */
    public void received(byte[] payload) {
        ControlMessage message = ControlMessage.parse(payload);
        if (message == null) {
            return;
        }
        switch (message.verb()) {
            case KICK, REPLACE, SESSIONS, BANS, HAVE ->
                answer(message.sender(), message.verb(), message.lines()).thenAccept(lines -> reply(message, lines));
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

    private CompletionStage<List<String>> answer(String asking, ControlMessage.Verb verb, List<String> lines) {
        Member here = member;
        if (verb == ControlMessage.Verb.HAVE) {
            return have(Long.parseLong(lines.get(0)));
        }
        if (here == null) {
            return CompletableFuture.failedFuture(new UnavailableException("this bridge is not open yet"));
        }
        return switch (verb) {
            case KICK -> kick(here, lines.get(0), lines.get(1), Long.parseLong(lines.get(2)));
            case REPLACE -> here.replace(lines.get(0), lines.get(1), asking).thenApply(done -> List.of());
            case SESSIONS ->
                here.sessions()
                        .thenApply(sessions ->
                                sessions.stream().map(RedisBridges::line).toList());
            case BANS ->
                bans.refresh(Deadline.ofRedis())
                        .thenCompose(here::endBanned)
                        .thenApply(ended -> List.of(ended.toString()));
            case HAVE, PART, ANSWER -> throw new IllegalArgumentException("not for the member: " + verb);
        };
    }

    /** Not once whoever asked was told that this bridge did not answer. */
    private CompletionStage<List<String>> kick(Member here, String nick, String reason, long until) {
        return clock.micros(System.nanoTime()) < until
                ? here.kick(nick, reason).thenApply(ended -> List.of(ended.toString()))
                : CompletableFuture.failedFuture(new UnavailableException("too late to kick"));
    }

    private CompletionStage<List<String>> have(long micros) {
        return arrivals.await(micros, Deadline.in(Limits.BRIDGE_TIME))
                .thenCompose(done -> arrivals.has(micros)
                        ? CompletableFuture.completedFuture(List.of())
                        : CompletableFuture.failedFuture(new UnavailableException("not heard yet")));
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
