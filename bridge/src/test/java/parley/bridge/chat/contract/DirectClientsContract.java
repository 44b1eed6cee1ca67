package parley.bridge.chat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.DirectClients;
import parley.bridge.chat.port.DirectClients.Freeing;
import parley.bridge.limits.Deadline;

/** What {@link DirectClients} promises. */
public abstract class DirectClientsContract extends Contract {

    @Test
    void aNameThatNobodyHearsWasLeftBehind() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        Nickname ann = online(one, "ann");
        await(one.whispers().open(ann, whisper -> CompletableFuture.completedFuture(null), Deadline.ofRedis()));
        online(other, "bob"); // claimed, and not listening yet
        backend().directAdd("dave");
        backend().directSubscribe("dave", payload -> {});
        backend().directAdd("gone with the wind");

        assertThat(await(one.directClients()
                        .leftBehind(List.of("ann", "bob", "dave", "gone with the wind"), Deadline.ofRedis())))
                .containsExactly("gone with the wind");
        assertThat(await(one.directClients().leftBehind(List.of(), Deadline.ofRedis())))
                .isEmpty();
    }

    @Test
    void manyAreToldAtOnce() {
        Backend.Ports bridge = backend().bridge();
        List<String> names = IntStream.range(0, 2_500).mapToObj(i -> "user" + i).toList();
        backend().directSubscribe("user1200", payload -> {});

        assertThat(await(bridge.directClients().leftBehind(names, Deadline.ofRedis())))
                .hasSize(2_499)
                .doesNotContain("user1200");
    }

    @Test
    void whatWasLeftBehindIsFreed() {
        Backend.Ports bridge = backend().bridge();
        backend().directAdd("dave");
        backend().directAdd("eve");
        backend().directSubscribe("eve", payload -> {});

        assertThat(await(bridge.directClients().free("dave", Deadline.ofRedis())))
                .isEqualTo(Freeing.FREED);
        assertThat(await(bridge.directClients().free("dave", Deadline.ofRedis())))
                .isEqualTo(Freeing.NOT_DIRECT);
        assertThat(await(bridge.directClients().free("eve", Deadline.ofRedis())))
                .isEqualTo(Freeing.ALIVE);

        assertThat(await(bridge.presence().online(Deadline.ofRedis()))).containsExactly("eve");
        assertThat(await(bridge.presence().claim(nick("dave"), Deadline.ofRedis())))
                .isTrue();
    }

    @Test
    void aBridgesNameIsNotFreed() {
        Backend.Ports one = backend().bridge();
        Backend.Ports other = backend().bridge();
        online(one, "ann");

        Stream.of(one, other)
                .forEach(bridge -> assertThat(await(bridge.directClients().free("ann", Deadline.ofRedis())))
                        .isEqualTo(Freeing.NOT_DIRECT));

        assertThat(await(one.presence().online(Deadline.ofRedis()))).containsExactly("ann");
    }
}
