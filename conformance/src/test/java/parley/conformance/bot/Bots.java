package parley.conformance.bot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parley.conformance.reference.Flaw;

/** The commands that start bots of the tests. */
final class Bots {
    private Bots() {}

    /** A JVM with nothing but the tests' classes, and these flaws. */
    static List<String> command(Flaw... flaws) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "parley.conformance.reference.EchoBot"));
        for (Flaw flaw : flaws) {
            command.add(flaw.name());
        }
        return command;
    }
}
