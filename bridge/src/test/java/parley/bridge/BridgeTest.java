package parley.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.bridge.limits.Limits;
import parley.protocol.RedisNames;
import parley.protocol.RedisRights;
import parley.protocol.ServiceChannels;
import parley.redis.test.TestRedis;

/** Two bridges on one Redis, from outside. */
class BridgeTest {
    private static final Limits LIMITS = Limits.unlimited();

    @TempDir
    Path directory;

    private final CountDownLatch drain = new CountDownLatch(1);
    private final List<Bridge> bridges = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private Bridge one;
    private Bridge two;

    @BeforeEach
    void start() throws IOException {
        TestRedis.flush();
        one = bridge("one");
        two = bridge("two");
    }

    private Bridge bridge(String name) throws IOException {
        Bridge bridge = Bridge.start(
                new BridgeOptions(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TestRedis.uri(RedisRights.BRIDGE),
                        directory.resolve(name).resolve("admin.sock"),
                        LIMITS),
                drain::countDown);
        bridges.add(bridge);
        await().until(() -> bridge.trouble() == null);
        return bridge;
    }

    @AfterEach
    void stop() {
        clients.forEach(Client::close);
        bridges.forEach(Bridge::stop);
    }

    private Client login(Bridge bridge, String nick) {
        Client client = Client.login(bridge.port(), nick);
        clients.add(client);
        return client;
    }

    private Client connect(Bridge bridge) {
        Client client = Client.connect(bridge.port());
        clients.add(client);
        return client;
    }

    private Client operator(Bridge bridge) {
        Client client = Client.operator(bridge.adminSocket());
        clients.add(client);
        return client;
    }

    @Test
    void shareTheLobbyInOneOrder() {
        Client ann = login(one, "ann");
        Client bob = login(two, "bob");
        ann.ask("live");
        bob.ask("live");
        for (int number = 0; number < 20; number++) {
            ann.send("pub a" + number);
            bob.send("pub b" + number);
        }
        assertThat(lobby(ann, 40)).isEqualTo(lobby(bob, 40)).isSorted();
    }

    private static List<String> lobby(Client client, int count) {
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            String line = client.line();
            if (line.startsWith("LOBBY ")) {
                lines.add(line);
            }
        }
        return lines;
    }

    @Test
    void shareNamesAndWhispers() {
        Client ann = login(one, "ann");
        Client bob = login(two, "bob");
        assertThat(ann.ask("users")).containsExactly("USER ann", "USER bob", "OK 2");
        Client second = Client.connect(two.port());
        clients.add(second);
        second.line();
        assertThat(second.status("ANN")).startsWith("ERR nick-taken ");
        bob.ask("live");
        assertThat(ann.status("to BOB psst")).isEqualTo("OK");
        assertThat(bob.line()).endsWith(" ann: psst").startsWith("WHISPER ");
    }

    @Test
    void goOnForAClientThatComesBackOnTheOther() {
        Client ann = login(one, "ann");
        String first = ann.status("pub first").substring("OK ".length());
        ann.ask("pub second");
        ann.ask("downline");
        Client back = login(two, "ann");
        assertThat(back.ask("since " + first)).hasSize(2).first().asString().endsWith(" ann: second");
        assertThat(back.ask("pull")).containsExactly("OK 0");
    }

    @Test
    void giveANicknameBackByItsTokenOnEither() {
        Client ann = login(one, "ann");
        String token = ann.status("token").substring("OK ".length());
        assertThat(token).matches("[A-Za-z0-9_-]{16,64}");
        String mark = ann.status("mark").substring("OK ".length());
        for (Bridge bridge : List.of(one, two, two, one)) {
            for (int number = 0; number < 50; number++) {
                ann.send("pub " + number);
            }
            Client next = connect(bridge);
            next.line();
            assertThat(next.status("ann " + token)).startsWith("OK Welcome back ann! ");
            String line = ann.line();
            while (line.startsWith("OK ")) {
                line = ann.line();
            }
            assertThat(line).startsWith("BYE replaced ");
            assertThat(ann.isAtEnd()).isTrue();
            List<String> seen = next.ask("since " + mark);
            assertThat(next.ask("since " + mark)).as("nothing comes behind").isEqualTo(seen);
            assertThat(next.ask("users")).containsExactly("USER ann", "OK 1");
            assertThat(next.status("token")).isEqualTo("OK " + token);
            ann = next;
        }
        ann.ask("downline");
        Client late = connect(two);
        late.line();
        assertThat(late.status("ann " + token)).startsWith("OK Welcome ann! ");
    }

    @Test
    void theOperatorSeesAndEndsSessionsOnBoth() {
        login(one, "ann");
        Client bob = login(two, "bob");
        Client operator = operator(one);
        List<String> users = operator.ask("users");
        assertThat(users).hasSize(3).last().isEqualTo("OK 2");
        assertThat(users.get(0)).matches("USER ann bridge=\\S+ address=127\\.0\\.0\\.1 since=\\S+Z unread=0");
        assertThat(operator.status("kick BOB Mind your words")).isEqualTo("OK");
        assertThat(bob.line()).isEqualTo("BYE kicked Mind your words");
        assertThat(bob.isAtEnd()).isTrue();
        assertThat(operator.status("kick bob")).startsWith("ERR no-such-user ");
        assertThat(operator.ask("users")).hasSize(2);
    }

    @Test
    void theOperatorFreesWhatADirectClientLeftBehind() {
        RedisClient redis = RedisClient.create(TestRedis.uri());
        try (var commands = redis.connect();
                var ears = redis.connectPubSub()) {
            commands.sync().sadd("users", "dave", "eve");
            ears.sync().subscribe("eve");
            Client operator = operator(one);
            assertThat(operator.ask("users"))
                    .containsExactly(
                            "USER dave bridge=- address=- since=- unread=- stale=yes",
                            "USER eve bridge=- address=- since=- unread=-",
                            "OK 2");
            assertThat(operator.status("kick DAVE Not there"))
                    .isEqualTo("OK dave was left behind by a direct client and is free now.");
            assertThat(operator.status("kick eve")).startsWith("ERR no-such-user That is a direct client");
            assertThat(operator.status("kick dave")).startsWith("ERR no-such-user Nobody ");
            commands.sync().sadd("users", "gone with the wind");
            assertThat(operator.status("kick gone with")).startsWith("ERR no-such-user ");
            assertThat(operator.status("kick gone with the wind")).startsWith("OK gone with the wind was left ");
            login(two, "dave");
            assertThat(operator.ask("users")).hasSize(3).noneMatch(line -> line.contains("stale"));
        } finally {
            redis.shutdown();
        }
    }

    @Test
    void theOperatorAnnouncesToBoth() {
        Client ann = login(one, "ann");
        Client bob = login(two, "bob");
        ann.ask("live");
        bob.ask("live");
        String time = operator(two).status("announce Back soon").substring("OK ".length());
        assertThat(ann.line()).isEqualTo("NOTICE " + time + " Administrator: Back soon");
        assertThat(bob.line()).isEqualTo("NOTICE " + time + " Administrator: Back soon");
    }

    @Test
    void theOperatorBansANameOnBoth() {
        login(one, "ann");
        Client bob = login(two, "Corn");
        Client operator = operator(one);
        assertThat(operator.status("ban COM 2h Mind  your words")).isEqualTo("OK 1");
        assertThat(bob.line()).isEqualTo("BYE banned Mind  your words");
        assertThat(bob.isAtEnd()).isTrue();
        for (Bridge bridge : List.of(one, two)) {
            Client again = connect(bridge);
            assertThat(again.line()).startsWith("OK parley/1 ");
            assertThat(again.status("corn")).isEqualTo("ERR banned You are banned: Mind  your words");
            assertThat(again.status("another" + bridge.port())).startsWith("OK Welcome ");
        }
        assertThat(operator(two).ask("bans")).hasSize(2).last().isEqualTo("OK 1");
        assertThat(operator(two).ask("bans").get(0))
                .matches("BAN COM until=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z reason=Mind  your words");
        assertThat(operator(two).status("unban corn")).isEqualTo("OK");
        assertThat(operator.status("unban corn")).startsWith("ERR no-such-ban ");
        login(two, "corn");
    }

    @Test
    void theOperatorBansAddressesOnBothAndOnLaterOnes() throws IOException {
        Client ann = login(one, "ann");
        Client bob = login(two, "bob");
        Client nameless = connect(two);
        assertThat(nameless.line()).startsWith("OK parley/1 ");
        Client operator = operator(one);
        assertThat(operator.status("ban ::ffff:127.1.2.3/104")).isEqualTo("OK 3");
        for (Client client : List.of(ann, bob, nameless)) {
            assertThat(client.line()).isEqualTo("BYE banned The operator banned you.");
            assertThat(client.isAtEnd()).isTrue();
        }
        for (Bridge bridge : List.of(one, two, bridge("three"))) {
            Client refused = connect(bridge);
            assertThat(refused.line()).isEqualTo("ERR banned You are banned.");
            assertThat(refused.isAtEnd()).isTrue();
        }
        assertThat(operator.ask("bans")).containsExactly("BAN 127.0.0.0/8 until=never reason=", "OK 1");
        assertThat(operator.status("ban ann! 10m")).startsWith("ERR usage Usage: ban <nick|address|cidr> ");
        assertThat(operator.status("ban 127.0.0.1/33")).startsWith("ERR usage ");
        assertThat(operator.status("unban 127.0.0.1")).startsWith("ERR no-such-ban ");
        assertThat(operator.status("unban 127.0.0.0/8")).isEqualTo("OK");
        login(one, "ann");
        login(two, "bob");
    }

    @Test
    void theOperatorIsToldOfABridgeThatDoesNotAnswer() {
        RedisClient redis = RedisClient.create(TestRedis.uri());
        try (var commands = redis.connect();
                var ears = redis.connectPubSub()) {
            commands.sync().hset(RedisNames.BRIDGES, "ghost", "9000000000000000");
            commands.sync().hset(RedisNames.OWNERS, "dave", "ghost");
            commands.sync().sadd(RedisNames.USERS, "dave");
            ears.sync()
                    .subscribe(new ServiceChannels(0, commands.sync().hget(RedisNames.LOBBY, ServiceChannels.FIELD))
                            .bridge("ghost"));
            Client operator = operator(one);
            assertThat(operator.status("announce Back soon")).matches("OK \\S+Z \\(no answer from bridge ghost\\)");
            assertThat(operator.status("ban eve")).isEqualTo("OK 0 (no answer from bridge ghost)");
            assertThat(operator.status("unban eve")).isEqualTo("OK (no answer from bridge ghost)");
            assertThat(operator.status("kick dave")).startsWith("ERR unavailable The bridge of that user ");
            assertThat(operator.status("users")).isEqualTo("ERR unavailable No answer from bridge ghost.");
        } finally {
            redis.shutdown();
        }
    }

    @Test
    void theOperatorHasStatsHelpAndErrors() throws InterruptedException {
        Client operator = operator(one);
        assertThat(operator.ask("stats")).anyMatch(line -> line.matches("STAT sessions_open \\d+"));
        assertThat(operator.ask("help kick"))
                .containsExactly("HELP kick <nick> [reason] - end somebody's session, on any bridge", "OK");
        assertThat(operator.status("nonsense")).startsWith("ERR unknown-command ");
        assertThat(operator.status("announce")).startsWith("ERR usage ");
        assertThat(operator.status("drain")).isEqualTo("OK");
        drain.await();
    }

    @Test
    void theOperatorsSocketIsForItsOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one.adminSocket())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(one.adminSocket().getParent())))
                .isEqualTo("rwx------");
        assertThatThrownBy(() -> bridge("one")).isInstanceOf(IOException.class).hasMessageContaining("in use");
    }

    @Test
    void stoppingSaysGoodbyeAndFreesTheNames() {
        Client ann = login(one, "ann");
        Client bob = login(two, "bob");
        one.stop();
        bridges.remove(one);
        assertThat(ann.line()).startsWith("BYE shutdown ");
        assertThat(ann.isAtEnd()).isTrue();
        assertThat(bob.ask("users")).containsExactly("USER bob", "OK 1");
        assertThat(one.adminSocket()).doesNotExist();
    }

    @Test
    void aThousandSessionsAtOnce() {
        List<Client> crowd = new ArrayList<>();
        while (crowd.size() < 1_000) {
            crowd.addAll(logInTogether(crowd.size(), 100));
        }
        crowd.get(0).send("pub hello everybody");
        for (Client client : crowd) {
            assertThat(lobby(client, 1)).singleElement().asString().endsWith(" guest-0: hello everybody");
        }
        assertThat(crowd.get(1).ask("users")).hasSize(1_001);
    }

    private List<Client> logInTogether(int first, int count) {
        List<Client> crowd = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            Client client = Client.connect((number % 2 == 0 ? one : two).port());
            clients.add(client);
            client.send("guest-" + number);
            client.send("live");
            crowd.add(client);
        }
        for (Client client : crowd) {
            assertThat(client.line()).startsWith("OK parley/1 ");
            assertThat(client.line()).startsWith("OK Welcome guest-");
            assertThat(client.line()).isEqualTo("OK");
        }
        return crowd;
    }
}
