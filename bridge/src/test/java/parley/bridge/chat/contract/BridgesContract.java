package parley.bridge.chat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.Bridges.Kick;
import parley.bridge.chat.port.Bridges.Roster;
import parley.bridge.chat.port.SessionInfo;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;

/** What {@link Bridges} promises. */
public abstract class BridgesContract extends Contract {

    /** A bridge with sessions, which remembers who was kicked. */
    private record House(List<SessionInfo> people, List<String> kicked) implements Bridges.Member {
        static House of(Backend.Ports bridge, SessionInfo... sessions) {
            House house = new House(new CopyOnWriteArrayList<>(sessions), new CopyOnWriteArrayList<>());
            bridge.bridges().join(house);
            for (SessionInfo session : sessions) {
                online(bridge, session.nick());
            }
            return house;
        }

        @Override
        public CompletionStage<Integer> kick(String nick, String reason) {
            kicked.add(nick + " " + reason);
            boolean was = people.removeIf(session -> session.nick().equals(nick));
            return CompletableFuture.completedFuture(was ? 1 : 0);
        }

        @Override
        public CompletionStage<Void> replace(String nick, String token, String bridge) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<List<SessionInfo>> sessions() {
            return CompletableFuture.completedFuture(List.copyOf(people));
        }

        @Override
        public CompletionStage<Integer> endBanned(BanList bans) {
            int before = people.size();
            people.removeIf(session -> bans.on(nick(session.nick())) != null || bans.on(session.address()) != null);
            return CompletableFuture.completedFuture(before - people.size());
        }
    }

    private static BanTarget target(String text) {
        return BanTarget.parse(text).orElseThrow();
    }

    private static SessionInfo session(String nick) {
        return new SessionInfo(nick, "2001:db8::1", 1_700_000_000_000_000L, 7);
    }

    @Test
    void idsDiffer() {
        assertThat(backend().bridge().bridges().id())
                .isNotEqualTo(backend().bridge().bridges().id());
    }

    @Test
    void aSessionIsKickedWhereverItIs() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        House here = House.of(one, session("ann"));
        House there = House.of(other, session("bob"));

        assertThat(await(one.bridges().kick("ann", "for shouting\r\nloud", Deadline.ofRedis())))
                .isEqualTo(Kick.DONE);
        assertThat(await(one.bridges().kick("bob", "", Deadline.ofRedis()))).isEqualTo(Kick.DONE);

        assertThat(here.people).isEmpty();
        assertThat(there.people).isEmpty();
        assertThat(there.kicked).containsExactly("bob ");
    }

    @Test
    void whoIsNotOnABridgeIsNotKicked() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        House.of(one);
        House there = House.of(other, session("bob"));
        there.people.clear();
        backend().directAdd("dave");

        assertThat(await(one.bridges().kick("nobody", "x", Deadline.ofRedis()))).isEqualTo(Kick.NO_SUCH_USER);
        assertThat(await(one.bridges().kick("dave", "x", Deadline.ofRedis()))).isEqualTo(Kick.NO_SUCH_USER);
        assertThat(await(one.bridges().kick("bob", "x", Deadline.ofRedis()))).isEqualTo(Kick.NO_SUCH_USER);
    }

    @Test
    void whoeverIsBannedGoesOnAllBridges() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        House here = House.of(one, session("ann"));
        House there = House.of(other, session("bob"), session("eve"));

        await(one.bans().add(target("bob"), null, "spam", Deadline.ofRedis()));
        assertThat(await(one.bridges().enforceBans(Deadline.ofRedis())))
                .isEqualTo(new Bridges.Enforcement(1, Set.of()));
        assertThat(there.people).containsExactly(session("eve"));

        await(other.bans().add(target("2001:db8::/32"), null, "", Deadline.ofRedis()));
        assertThat(await(other.bridges().enforceBans(Deadline.ofRedis())))
                .isEqualTo(new Bridges.Enforcement(2, Set.of()));
        assertThat(here.people).isEmpty();
        assertThat(there.people).isEmpty();
    }

    @Test
    void theRosterHasTheSessionsOfAllBridges() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        House.of(one, session("ann"));
        House.of(other, session("bob"), session("eve"));

        Roster roster = await(one.bridges().roster(Deadline.ofRedis()));

        assertThat(roster.silent()).isEmpty();
        assertThat(roster.entries())
                .containsExactlyInAnyOrder(
                        new Roster.Entry(one.bridges().id(), session("ann")),
                        new Roster.Entry(other.bridges().id(), session("bob")),
                        new Roster.Entry(other.bridges().id(), session("eve")));
    }

    @Test
    void everyBridgeHasWhatIsAnnounced() {
        Backend.Ports one = backend().bridge();
        backend().bridge();

        long micros = await(one.lobbyBus().announce("tea is ready", Deadline.ofRedis()));

        assertThat(await(one.bridges().lacking(micros, Deadline.in(Limits.BRIDGE_TIME))))
                .isEmpty();
    }

    @Test
    void aLongRosterIsWhole() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        House.of(one);
        House there = House.of(other);
        IntStream.range(0, 5_000).forEach(i -> there.people.add(session("user" + i)));

        Roster roster = await(one.bridges().roster(Deadline.ofRedis()));

        assertThat(roster.entries()).hasSize(5_000);
        assertThat(roster.entries().get(4_999).session().nick()).isEqualTo("user4999");
    }
}
