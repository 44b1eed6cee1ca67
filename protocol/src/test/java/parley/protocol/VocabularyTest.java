package parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words on the wire, written out once more: a renamed constant must not rename them. */
class VocabularyTest {
    @Test
    void errorCodes() {
        assertThat(ErrorCode.values())
                .extracting(ErrorCode::code)
                .contains(
                        "usage",
                        "unknown-command",
                        "nick-blank",
                        "nick-invalid",
                        "nick-taken",
                        "nick-reserved",
                        "no-such-user",
                        "not-delivered",
                        "line-too-long",
                        "bad-encoding",
                        "rate-limited",
                        "unavailable",
                        "full",
                        "banned",
                        "no-such-ban");
    }

    @Test
    void byeCodes() {
        assertThat(ByeCode.values())
                .extracting(ByeCode::code)
                .containsExactlyInAnyOrder(
                        "login-timeout", "kicked", "banned", "nick-lost", "replaced", "shutdown", "flood");
    }

    @Test
    void aLineThatCannotBeReadIsToldOfAllThatMayBeWrong() {
        assertThat(ErrorCode.BAD_ENCODING.text()).contains("UTF-8", "NUL", "CR without LF");
    }

    @Test
    void verbs() {
        assertThat(Verb.values())
                .extracting(Verb::word)
                .containsExactlyInAnyOrder(
                        "pull",
                        "users",
                        "pub",
                        "to",
                        "downline",
                        "help",
                        "live",
                        "history",
                        "since",
                        "search",
                        "mark",
                        "once",
                        "token",
                        "ping");
    }

    @Test
    void publicationsAloneOverlap() {
        assertThat(Verb.values()).filteredOn(Verb::overlaps).containsExactly(Verb.PUB, Verb.ONCE);
    }

    @Test
    void aVerbIsFoundByItsWord() {
        assertThat(Verb.values())
                .allSatisfy(verb -> assertThat(Verb.find(verb.word())).contains(verb));
        assertThat(OperatorVerb.values())
                .allSatisfy(verb -> assertThat(OperatorVerb.find(verb.word())).contains(verb));
        assertThat(Verb.find("kick")).isEmpty();
        assertThat(OperatorVerb.find("")).isEmpty();
    }

    @Test
    void everythingPeopleReadIsOneLine() {
        Stream<String> texts = Stream.of(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::text),
                        Arrays.stream(ByeCode.values()).map(ByeCode::text),
                        commands().stream().map(Command::usage),
                        commands().stream().map(Command::summary))
                .flatMap(part -> part);
        assertThat(texts)
                .allMatch(text -> !text.isBlank() && SafeText.cleanForeign(text).equals(text));
    }

    @Test
    void usageStartsWithTheWordAndShowsTheArity() {
        assertThat(commands()).allSatisfy(command -> {
            String arguments = command.usage().substring(command.word().length());
            assertThat(command.usage()).startsWith(command.word());
            switch (command.arity()) {
                case NONE -> assertThat(arguments).isEmpty();
                case OPTIONAL -> assertThat(arguments).startsWith(" [");
                case REQUIRED -> assertThat(arguments).startsWith(" <");
            }
        });
    }

    @Test
    void arityIsCheckedOnWhatStandsBehindTheVerb() {
        assertThat(Command.Arity.NONE.accepts("")).isTrue();
        assertThat(Command.Arity.NONE.accepts("x")).isFalse();
        assertThat(Command.Arity.OPTIONAL.accepts("")).isTrue();
        assertThat(Command.Arity.OPTIONAL.accepts("x")).isTrue();
        assertThat(Command.Arity.REQUIRED.accepts("")).isFalse();
        assertThat(Command.Arity.REQUIRED.accepts("x")).isTrue();
    }

    @Test
    void kindsOfMessages() {
        assertThat(MessageKind.of("lobby")).isEqualTo(MessageKind.LOBBY);
        assertThat(MessageKind.of("notice")).isEqualTo(MessageKind.NOTICE);
        assertThatThrownBy(() -> MessageKind.of("LOBBY")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesOnRedis() {
        assertThat(new ServiceChannels(3, "s").ids()).isEqualTo("parley:3:s:ids");
        assertThat(new ServiceChannels(0, "s").bridge("b1")).isEqualTo("parley:0:s:bridge:b1");
        assertThat(new ServiceChannels(0, "s").probe("b1")).isEqualTo("parley:0:s:probe:b1");
        assertThat(List.of(
                        RedisNames.OWNERS,
                        RedisNames.SKELETONS,
                        RedisNames.BRIDGES,
                        RedisNames.STREAM,
                        RedisNames.LOBBY,
                        RedisNames.BANS,
                        RedisNames.BANS_CHANGED))
                .allMatch(key -> key.startsWith("parley:{users}:"));
    }

    @Test
    void privateChannels() {
        assertThat(Stream.of("ann", "users", "parley", "Chat")).allMatch(RedisNames::isPrivateChannel);
        assertThat(Stream.of("", "chat", "parley:0:ids", "parley:")).noneMatch(RedisNames::isPrivateChannel);
    }

    private static List<Command> commands() {
        return Stream.<Command>concat(Arrays.stream(Verb.values()), Arrays.stream(OperatorVerb.values()))
                .toList();
    }
}
