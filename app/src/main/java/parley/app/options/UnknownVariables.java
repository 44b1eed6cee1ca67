package parley.app.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** Finds variables that look like options and are none, such as one that is misspelt. They change nothing, which is said and no more. */
public final class UnknownVariables {

    private static final Logger log = LoggerFactory.getLogger(UnknownVariables.class);

    private static final String PREFIX = "PARLEY_";

    /** What isn't an option's, and is Parley's all the same: the launcher's, the embedded Redis's, the clients'. */
    private static final Set<String> OTHERS =
            Set.of("PARLEY_CONFIG", "PARLEY_JAVA_OPTS", "PARLEY_REDIS_SERVER", "PARLEY_REDIS_GUARD", "PARLEY_NICK");

    /** The tests' and the benches'. */
    private static final Pattern TESTS = Pattern.compile("PARLEY_(TEST_.*|REQUIRE_CONTAINER|SCREENSHOTS|.*_JAR)");

    /** What Kubernetes says of services whose names begin with parley, and Docker of containers that are linked so. */
    private static final Pattern FOREIGN = Pattern.compile(
            "PARLEY_(.*_)?(SERVICE_(HOST|PORT(_.*)?)|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?|ENV_.*)");

    private UnknownVariables() {}

    /** Says in the log, a warning each, which there are. */
    public static void warn(CommandSpec command, Map<String, String> environment) {
        of(command, environment).forEach(warning -> log.warn("{}", warning));
    }

    static List<String> of(CommandSpec command, Map<String, String> environment) {
        Map<String, String> ours = new TreeMap<>(environment);
        ours.entrySet()
                .removeIf(entry -> !entry.getKey().startsWith(PREFIX) || isOthers(entry.getKey(), entry.getValue()));
        if (ours.isEmpty()) {
            return List.of();
        }
        Set<String> known = new TreeSet<>();
        OptionNames.ofAll(command).all().forEach(name -> known.add(OptionSources.variable("--" + name)));
        List<String> found = new ArrayList<>();
        ours.keySet().forEach(name -> {
            if (!known.contains(name)) {
                String meant = NearestName.of(name.toUpperCase(Locale.ROOT), known);
                found.add("In the environment " + name + " is no option's and changes nothing"
                        + (meant == null ? "" : "; did you mean " + meant + "?"));
            }
        });
        return found;
    }

    private static boolean isOthers(String name, String value) {
        return OptionSources.isForeign(value)
                || OTHERS.contains(name)
                || TESTS.matcher(name).matches()
                || FOREIGN.matcher(name).matches();
    }
}
