package parley.app.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.TreeMap;
import parley.protocol.metric.Metric;

/**
 * Knows what was built here.
 *
 * @param version of Parley
 * @param commit of the sources as {@code git describe} has it, with {@code -modified} behind it where they differed from that;
 *     {@code unknown} where they were in no repository
 */
public record BuildInfo(String version, String commit) {

    private static final String RESOURCE = "build.properties";

    public static BuildInfo load() {
        Properties build = new Properties();
        try (InputStream resource = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("no " + RESOURCE);
            }
            build.load(resource);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new BuildInfo(build.getProperty("version"), build.getProperty("commit"));
    }

    /** As people are told. */
    @Override
    public String toString() {
        return version + " (" + commit + ")";
    }

    Metric metric() {
        TreeMap<String, String> facts = new TreeMap<>();
        facts.put("version", version);
        facts.put("commit", commit);
        return Metric.info("build", "What runs: Parley's version, and the commit of its sources", facts);
    }
}
