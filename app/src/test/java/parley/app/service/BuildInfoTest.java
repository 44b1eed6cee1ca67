package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.protocol.metric.Metric.Reading;

class BuildInfoTest {

    @Test
    void knowsVersionAndCommit() {
        BuildInfo build = BuildInfo.load();
        assertThat(build.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(build.commit()).matches("[\\w.-]+");
    }

    @Test
    void isAMetric() {
        assertThat(new BuildInfo("1.2.3", "0123456789ab").metric().readings())
                .containsExactly(new Reading("build{commit=\"0123456789ab\",version=\"1.2.3\"}", 1));
    }
}
