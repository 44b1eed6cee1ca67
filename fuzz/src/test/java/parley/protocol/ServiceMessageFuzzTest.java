package parley.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.fuzz.Shown;
import parley.protocol.archive.ArchiveAnswer;
import parley.protocol.archive.ArchiveQuestion;

class ServiceMessageFuzzTest {
    private static final String IDS = "parley:0:ids";

    @FuzzTest
    void run(byte[] bytes) {
        String announced = new String(bytes, UTF_8);
        try {
            LobbyRun run = LobbyRun.parse(announced);
            assertThat(run.toString()).isEqualTo(announced);
            assertThat(run.count()).isPositive();
            assertThat(run.first().number()).isPositive();
            assertThat(run.first().micros()).isNotNegative();
        } catch (IllegalArgumentException foreign) {
            assertThat(foreign).hasMessageContaining("not a ");
        }
    }

    @FuzzTest
    void streamEntry(FuzzedDataProvider data) {
        Map<String, String> fields = new HashMap<>();
        String id = data.consumeString(24);
        while (data.remainingBytes() > 0 && fields.size() < 8) {
            String name = data.consumeBoolean()
                    ? data.pickValue(List.of("e", "n", "k", "s", "t", "m"))
                    : data.consumeString(2);
            fields.put(name, data.consumeString(32));
        }
        try {
            List<StreamEntry> entries = StreamEntry.parse(id, fields);
            LobbyId place = entries.get(0).id();
            assertThat(MessageTime.toStreamId(place.micros())).isEqualTo(id);
            assertThat(place.number()).isPositive();
            for (StreamEntry entry : entries) {
                assertThat(entry.id()).isEqualTo(place);
                assertThat(place.micros()).isBetween(0L, StreamEntry.LAST_MICROS);
                place = place.next();
            }
            String several = fields.get("m");
            if (several == null) {
                assertThat(entries).hasSize(1);
                assertThat(entries.get(0).payload().text()).isEqualTo(fields.get("t"));
            } else {
                assertThat(entries.stream()
                                .map(entry -> entry.payload().sender() + ": "
                                        + entry.payload().text()))
                        .containsExactly(several.split("\n", -1));
            }
        } catch (IllegalArgumentException foreign) {
            assertThat(foreign).isNotNull();
        }
    }

    @FuzzTest
    void archiveQuestion(byte[] bytes) {
        ArchiveQuestion.parse(bytes)
                .ifPresent(question -> assertThat(
                                ArchiveQuestion.parse(question.toString().getBytes(UTF_8)))
                        .contains(question));
    }

    @FuzzTest
    void archiveAnswer(byte[] bytes) {
        ArchiveAnswer.parse(bytes).ifPresent(answer -> {
            assertThat(ArchiveAnswer.parse(answer.toString().getBytes(UTF_8))).contains(answer);
            if (answer.found() != null) {
                assertThat(answer.found().messages())
                        .hasSizeLessThanOrEqualTo(answer.found().times().size())
                        .allSatisfy(message -> {
                            Shown.check(message.sender());
                            Shown.check(message.text());
                        });
            }
        });
    }

    /** Messages of one subscription, a line each: what is announced is met right behind it or never. */
    @FuzzTest
    void demultiplexer(byte[] bytes) {
        LobbyDemultiplexer lobby = new LobbyDemultiplexer();
        lobby.begin(IDS);
        long due = 0;
        for (String line : new String(bytes, ISO_8859_1).split("\n", -1)) {
            String channel = line.startsWith("c") ? RedisNames.CHAT : line.startsWith("i") ? IDS : "ann";
            String payload = line.isEmpty() ? "" : line.substring(1);
            switch (lobby.take(channel, payload.getBytes(UTF_8))) {
                case IDS -> {
                    due = lobby.run().count();
                    assertThat(lobby.run().toString()).isEqualTo(payload);
                }
                case STORED -> {
                    assertThat(channel).isEqualTo(RedisNames.CHAT);
                    assertThat(due).isPositive();
                    long behind = lobby.run().count() - due;
                    assertThat(lobby.place().number())
                            .isEqualTo(lobby.run().first().number() + behind);
                    due--;
                }
                case DIRECT -> {
                    assertThat(channel).isEqualTo(RedisNames.CHAT);
                    assertThat(due).isZero();
                }
                case FOREIGN_IDS -> {
                    assertThat(channel).isEqualTo(IDS);
                    due = 0;
                }
                case ELSEWHERE -> {
                    assertThat(channel).isEqualTo("ann");
                    due = 0;
                }
            }
        }
    }
}
