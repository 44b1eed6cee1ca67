package parley.bridge.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.chat.ban.BanTarget;

class BanRequestTest {
    private static BanRequest request(String text) {
        return BanRequest.parse(text).orElseThrow(() -> new AssertionError(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ann                     | ann        |            | ''
                    ann 90s                 | ann        | PT90S      | ''
                    ann 10m                 | ann        | PT10M      | ''
                    ann 010m                | ann        | PT10M      | ''
                    ann 2h too: loud        | ann        | PT2H       | too: loud
                    ann 7d  too  loud       | ann        | PT168H     | too  loud
                    ann too loud            | ann        |            | too loud
                    '  ann   1s  '          | ann        | PT1S       | ''
                    ann 10 minutes          | ann        |            | 10 minutes
                    ann 10M                 | ann        |            | 10M
                    ann 10min               | ann        |            | 10min
                    ann 1h30m               | ann        |            | 1h30m
                    ann -1h                 | ann        |            | -1h
                    ann ٣h                  | ann        |            | ٣h
                    10m 10m 10m             | 10m        | PT10M      | 10m
                    10.1.2.3/8 1d           | 10.0.0.0/8 | PT24H      | ''
                    ::1 spam                | ::1        |            | spam
                    """)
    void isATargetADurationAndAReason(String text, String target, Duration length, String reason) {
        assertThat(request(text))
                .isEqualTo(new BanRequest(BanTarget.parse(target).orElseThrow(), length, reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ann 36501d", "ann 9999999999h", "ann 99999999999999999999999s", "ann 18446744073709551617d"})
    void lastsAHundredYearsAtTheMost(String text) {
        assertThat(request(text).length()).isEqualTo(BanRequest.LONGEST);
        assertThat(request("ann 36500d").length()).isEqualTo(BanRequest.LONGEST);
    }

    @Test
    void isNoneWithoutATargetOrATime() {
        assertThat(BanRequest.parse("ann! 10m")).isEmpty();
        assertThat(BanRequest.parse("10.0.0.0/33")).isEmpty();
        assertThat(BanRequest.parse("ann 0s spam")).isEmpty();
        assertThat(BanRequest.parse("ann 000d")).isEmpty();
    }
}
