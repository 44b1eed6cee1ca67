package parley.bridge.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import parley.bridge.MetricReadings;
import parley.bridge.chat.budget.WhisperBudget;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.port.Whisper;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.WhisperLimits;

class InboxTest {
    private static final ClientAddress ADDRESS = new ClientAddress(1, 0);

    private final LobbyLog log = new LobbyLog(HeapMemory::new, 2, 64);
    private final RecordingOutlet outlet = new RecordingOutlet();
    private final Inbox inbox = roomy(log, 3);
    private int messages;

    /** One whose whispers are bounded by their number alone. */
    static Inbox roomy(LobbyLog log, int maxWhispers) {
        return within(log, maxWhispers, new WhisperBudget(WhisperLimits.ofHeap(maxWhispers, 64L * 1024 * 1024)));
    }

    private static Inbox within(LobbyLog log, int maxWhispers, WhisperBudget budget) {
        return new Inbox(
                log, new InboxOwner(maxWhispers, overdrawn -> budget.join(ADDRESS, overdrawn)), new MissedMessages());
    }

    private void lobby(String text) {
        log.append((text + "\r\n").getBytes(StandardCharsets.UTF_8), ++messages, true);
    }

    private void whisper(String text) {
        inbox.add(new Whisper(0, log.head(), "bob", text));
    }

    private String shown(String whisper) {
        return "WHISPER 1970-01-01T00:00:00.000000Z bob: " + whisper;
    }

    private List<String> pull() {
        return pull(inbox);
    }

    private List<String> pull(Inbox from) {
        UnreadBody body = new UnreadBody(from);
        long before = body.count();
        assertThat(before).isZero();
        while (body.write(outlet, () -> {}) != Body.Progress.DONE) {
            // Goes on.
        }
        List<String> lines = outlet.take();
        assertThat(body.count())
                .isEqualTo(lines.stream()
                        .filter(line -> !line.startsWith("MISSED"))
                        .count());
        return lines;
    }

    @Test
    void mergesLobbyAndWhispersInTheOrderInWhichTheyCame() {
        whisper("first");
        lobby("a");
        lobby("b");
        whisper("second");
        whisper("third");
        lobby("c");
        assertThat(inbox.unread()).isEqualTo(6);
        assertThat(pull()).containsExactly(shown("first"), "a", "b", shown("second"), shown("third"), "c");
        assertThat(pull()).isEmpty();
        assertThat(inbox.unread()).isZero();
    }

    @Test
    void startsAtTheHead() {
        lobby("before");
        Inbox late = roomy(log, 3);
        assertThat(late.unread()).isZero();
    }

    @Test
    void saysWhereWhispersWentMissing() {
        lobby("a");
        whisper("1");
        lobby("b");
        whisper("2");
        whisper("3");
        whisper("4");
        whisper("5");
        lobby("c");
        assertThat(pull()).containsExactly("a", "MISSED 1", "b", "MISSED 1", shown("3"), shown("4"), shown("5"), "c");
    }

    @Test
    void addsUpWhatWentMissingInOnePlace() {
        for (int number = 0; number < 10; number++) {
            whisper("" + number);
        }
        assertThat(pull()).containsExactly("MISSED 7", shown("7"), shown("8"), shown("9"));
    }

    @Test
    void keepsABoundedNumberOfGaps() {
        for (int number = 0; number < 1_000; number++) {
            whisper("" + number);
            lobby("x");
        }
        List<String> lines = pull();
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("MISSED"))
                        .mapToInt(line -> Integer.parseInt(line.substring(7)))
                        .sum())
                .isGreaterThanOrEqualTo(997 + 900);
        assertThat(lines).contains(shown("997"), shown("998"), shown("999"));
    }

    @Test
    void keepsABoundedNumberOfBytes() {
        String text = "x".repeat(1_000);
        WhisperBudget budget = new WhisperBudget(new WhisperLimits(1_000, 5_500, 100_000, 100_000));
        Inbox bounded = within(log, 1_000, budget);
        for (int number = 0; number < 20; number++) {
            bounded.add(new Whisper(0, log.head(), "bob", number + text));
        }
        assertThat(pull(bounded))
                .containsExactly(
                        "MISSED 16", shown("16" + text), shown("17" + text), shown("18" + text), shown("19" + text));
    }

    @Test
    void aWhisperThatIsLargerThanAllRoomIsMissed() {
        Inbox small = within(log, 10, new WhisperBudget(new WhisperLimits(10, 500, 1_000, 1_000)));
        small.add(new Whisper(0, log.head(), "bob", "short"));
        small.add(new Whisper(0, log.head(), "bob", "x".repeat(500)));
        small.add(new Whisper(0, log.head(), "bob", "short"));
        assertThat(pull(small)).containsExactly("MISSED 2", shown("short"));
    }

    @Test
    void letsGoForSomebodyElseOfTheSameAddressWhereItsThreadLooks() {
        WhisperBudget budget = new WhisperBudget(new WhisperLimits(10, 1_000, 1_000, 1_000));
        List<Runnable> loop = new ArrayList<>();
        Inbox large = new Inbox(
                log,
                new InboxOwner(10, overdrawn -> budget.join(ADDRESS, () -> loop.add(overdrawn))),
                new MissedMessages());
        Inbox other = within(log, 10, budget);
        large.add(new Whisper(0, log.head(), "bob", "1" + "x".repeat(300)));
        large.add(new Whisper(0, log.head(), "bob", "2" + "x".repeat(300)));
        assertThat(loop).isEmpty();
        other.add(new Whisper(0, log.head(), "bob", "3" + "x".repeat(300)));
        assertThat(large.unread()).isEqualTo(2);
        assertThat(loop).hasSize(1);
        loop.remove(0).run();
        assertThat(pull(large)).containsExactly("MISSED 1", shown("2" + "x".repeat(300)));
        assertThat(pull(other)).containsExactly(shown("3" + "x".repeat(300)));
    }

    @Test
    void holdsNothingOnceItIsReadOrOver() {
        WhisperBudget budget = new WhisperBudget(WhisperLimits.ofHeap(10, 64L * 1024 * 1024));
        Inbox read = within(log, 10, budget);
        Inbox unread = within(log, 10, budget);
        read.add(new Whisper(0, log.head(), "bob", "1"));
        unread.add(new Whisper(0, log.head(), "bob", "2"));
        assertThat(held(budget)).isPositive();
        pull(read);
        unread.close();
        assertThat(held(budget)).isZero();
    }

    private static double held(WhisperBudget budget) {
        return MetricReadings.value(budget.metrics(), "whispers_held_bytes");
    }

    @Test
    void tellsHowMuchOfTheLobbyIsNoLongerKept() {
        for (int number = 0; number < 40; number++) {
            lobby("message " + String.format(Locale.ROOT, "%02d", number));
        }
        List<String> lines = pull();
        assertThat(lines.get(0)).isEqualTo("MISSED " + log.tail());
        assertThat(lines).hasSize((int) (40 - log.tail()) + 1).endsWith("message 39");
    }

    @Test
    void cannotCountAcrossAMark() {
        lobby("a");
        log.appendMark("MISSED ?\r\n".getBytes(StandardCharsets.UTF_8), 1);
        for (int number = 0; number < 40; number++) {
            lobby("message " + String.format(Locale.ROOT, "%02d", number));
        }
        assertThat(pull().get(0)).isEqualTo("MISSED ?");
    }

    @Test
    void pausesWhereTheReaderIsBehindAndGoesOnThere() {
        for (int number = 0; number < 9; number++) {
            lobby("message " + number);
        }
        outlet.slicesLeft = 1;
        UnreadBody body = new UnreadBody(inbox);
        assertThat(body.write(outlet, () -> {})).isEqualTo(Body.Progress.MORE);
        List<String> first = outlet.take();
        lobby("later");
        outlet.writable = true;
        outlet.slicesLeft = 9;
        while (body.write(outlet, () -> {}) != Body.Progress.DONE) {
            // Goes on.
        }
        assertThat(outlet.take()).hasSize(9 - first.size()).endsWith("message 8");
        assertThat(inbox.unread()).isEqualTo(1);
    }
}
