package parley.app.doctor;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommonOptions;
import parley.app.options.DataOption;
import parley.app.options.RedisOption;
import parley.redis.endpoint.RedisEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what Parley finds on this machine, and what to do about what isn't well. */
@Command(
        name = "doctor",
        description = "Look at this machine, and say what to do about what isn't well. Changes nothing.",
        footer = "Exit status 0 where all is well, else 1.")
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    RedisOption redis = new RedisOption();

    @Mixin
    DataOption data = new DataOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>(Machine.findings(System.getenv()));
        findings.addAll(Directories.data(data.directory));
        RedisEndpoint given = redis.endpoint();
        if (given == null) {
            findings.add(EmbeddedServer.find(data.redis(), System.getenv("PARLEY_REDIS_SERVER")));
        } else {
            findings.addAll(RemoteServer.findings(given));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        findings.forEach(finding -> print(out, finding));
        long unwell = findings.stream().filter(finding -> !finding.isWell()).count();
        out.println(unwell == 0 ? "all is well" : unwell + (unwell == 1 ? " thing isn't well" : " things aren't well"));
        out.flush();
        return unwell == 0 ? 0 : 1;
    }

    private static void print(PrintWriter out, Finding finding) {
        out.println(padded(finding.isWell() ? "ok" : "!!", 4) + padded(finding.subject(), 20) + line(finding.found()));
        if (finding.advice() != null) {
            out.println(padded("", 24) + "-> " + line(finding.advice()));
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** Names of directories may have anything in them. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
