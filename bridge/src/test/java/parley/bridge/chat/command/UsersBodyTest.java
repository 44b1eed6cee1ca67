package parley.bridge.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.Body;
import parley.bridge.chat.answer.RecordingOutlet;

class UsersBodyTest {
    private final RecordingOutlet outlet = new RecordingOutlet();
    private EncodedUsers latest = EncodedUsers.NOBODY;
    private final UsersBody body = new UsersBody(() -> latest);

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> String.format(Locale.ROOT, "näme%05d", number))
                .toList();
    }

    private static List<String> lines(List<String> names) {
        return names.stream().map(name -> "USER " + name).toList();
    }

    private List<String> rest() {
        List<String> lines = new ArrayList<>();
        while (body.write(outlet, () -> {}) == Body.Progress.MORE) {
            lines.addAll(outlet.take());
        }
        lines.addAll(outlet.take());
        return lines;
    }

    @Test
    void sortsThem() {
        List<String> shuffled = new ArrayList<>(names(0, 20_000));
        Collections.shuffle(shuffled, new Random(1));
        latest = new EncodedUsers(shuffled);
        assertThat(rest()).isEqualTo(lines(names(0, 20_000)));
        assertThat(body.count()).isEqualTo(20_000);
    }

    @Test
    void whereNobodyIsThereAreNoLines() {
        assertThat(rest()).isEmpty();
        assertThat(body.count()).isZero();
    }

    @Test
    void writesAPieceAtATurn() {
        latest = new EncodedUsers(names(0, 20_000));
        assertThat(body.write(outlet, () -> {})).isEqualTo(Body.Progress.MORE);
        assertThat(outlet.take()).hasSizeBetween(3_000, 6_000);
        outlet.writable = false;
        assertThat(body.write(outlet, () -> {})).isEqualTo(Body.Progress.MORE);
        assertThat(outlet.take()).isEmpty();
    }

    @Test
    void goesOnWithTheLatestListBehindTheLastName() {
        latest = new EncodedUsers(names(0, 20_000));
        body.write(outlet, () -> {});
        List<String> first = outlet.take();
        int stands = first.size();
        List<String> later = new ArrayList<>(names(0, 20_000));
        later.subList(stands - 2, stands + 3).clear();
        later.addAll(names(20_000, 20_100));
        later.add("aaa");
        latest = new EncodedUsers(later);

        List<String> all = new ArrayList<>(first);
        all.addAll(rest());

        List<String> expected = new ArrayList<>(names(0, stands));
        expected.addAll(names(stands + 3, 20_100));
        assertThat(all).isEqualTo(lines(expected));
        assertThat(body.count()).isEqualTo(expected.size());
    }

    @Test
    void endsWhereAllThatFollowedHaveLeft() {
        latest = new EncodedUsers(names(0, 20_000));
        body.write(outlet, () -> {});
        int stands = outlet.take().size();
        latest = new EncodedUsers(names(0, 3));
        assertThat(rest()).isEmpty();
        assertThat(body.count()).isEqualTo(stands);
    }

    @Test
    void namesThatLookTheSameOnceTheyAreCleanAreAllThere() {
        latest = new EncodedUsers(List.of("ann", "an\u0007n", "bob"));
        assertThat(rest()).containsExactly("USER ann", "USER ann", "USER bob");
    }
}
