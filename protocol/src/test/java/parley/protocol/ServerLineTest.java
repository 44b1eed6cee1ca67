package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerLineTest {
    private static final long TIME = 1_795_428_062_345_678L;

    @Test
    void statusLines() {
        assertThat(ServerLine.ok("")).isEqualTo("OK");
        assertThat(ServerLine.ok("pong")).isEqualTo("OK pong");
        assertThat(ServerLine.error(ErrorCode.NO_SUCH_USER, "There is no bob."))
                .isEqualTo("ERR no-such-user There is no bob.");
        assertThat(ServerLine.error(ErrorCode.USAGE)).startsWith("ERR usage ");
        assertThat(ServerLine.bye(ByeCode.KICKED, "Enough.")).isEqualTo("BYE kicked Enough.");
    }

    @Test
    void messages() {
        assertThat(ServerLine.message(MessageKind.LOBBY, TIME, "ann", "hi: all"))
                .isEqualTo("LOBBY 2026-11-23T10:01:02.345678Z ann: hi: all");
        assertThat(ServerLine.message(MessageKind.NOTICE, TIME, Payload.ADMINISTRATOR, "down at six"))
                .isEqualTo("NOTICE 2026-11-23T10:01:02.345678Z Administrator: down at six");
        assertThat(ServerLine.message(MessageKind.LOBBY, TIME, "", ""))
                .isEqualTo("LOBBY 2026-11-23T10:01:02.345678Z : ");
        assertThat(ServerLine.whisper(TIME, "ann", "psst")).isEqualTo("WHISPER 2026-11-23T10:01:02.345678Z ann: psst");
    }

    /** As it stands where it may stand so, and cleaned where not: it makes no difference which way it goes. */
    @Test
    void messageByItsPayload() {
        Random random = new Random(7);
        List<String> payloads = Stream.concat(
                        Stream.of(
                                "",
                                ": ",
                                "ann: hi: all",
                                "ann:hi",
                                "no name",
                                " : \t",
                                "ann: h\u00E9llo",
                                "ann: a\nb",
                                Payload.announced("down at six"),
                                Payload.announced("")),
                        Stream.generate(() -> randomPayload(random)).limit(2_000))
                .toList();
        for (String payload : payloads) {
            long micros = Math.floorMod(random.nextLong(), StreamEntry.LAST_MICROS);
            Payload read = Payload.ofBridge(payload.getBytes(UTF_8));
            String line = ServerLine.message(read.kind(), micros, read.sender(), read.text());
            assertThat(new String(ServerLine.message(micros, payload.getBytes(UTF_8)), UTF_8))
                    .isEqualTo(line + "\r\n");
        }
    }

    private static String randomPayload(Random random) {
        StringBuilder payload = new StringBuilder("n: ");
        for (int length = random.nextInt(40); length > 0; length--) {
            payload.append((char) (random.nextInt(20) == 0 ? random.nextInt(0x100) : ' ' + random.nextInt(0x5F)));
        }
        return payload.toString();
    }

    @Test
    void theRest() {
        assertThat(ServerLine.user("ann")).isEqualTo("USER ann");
        assertThat(ServerLine.help("pull")).isEqualTo("HELP pull");
        assertThat(ServerLine.missed(7)).isEqualTo("MISSED 7");
        assertThat(ServerLine.missedUnknown()).isEqualTo("MISSED ?");
    }

    @Test
    void everyFirstWordIsListed() {
        assertThat(Stream.of(
                        ServerLine.ok(""),
                        ServerLine.error(ErrorCode.USAGE),
                        ServerLine.message(MessageKind.LOBBY, TIME, "ann", "hi"),
                        ServerLine.whisper(TIME, "ann", "hi"),
                        ServerLine.message(MessageKind.NOTICE, TIME, "ann", "hi"),
                        ServerLine.user("ann"),
                        ServerLine.help("pull"),
                        ServerLine.missedUnknown(),
                        ServerLine.bye(ByeCode.KICKED, "Enough.")))
                .extracting(line -> line.split(" ", 2)[0])
                .containsExactlyElementsOf(ServerLine.FIRST_WORDS);
    }
}
