package parley.conformance.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import parley.conformance.suite.Failure;
import parley.conformance.suite.Result;
import parley.conformance.suite.Result.Outcome;

/** Writes the results as JUnit's XML, as build servers read it. */
public final class JunitReport {
    private final String suite;
    private final List<Result> results = new ArrayList<>();

    /**
     * Begins without a result.
     *
     * @param suite what was tried, such as {@code parley.conform.client}
     */
    public JunitReport(String suite) {
        this.suite = suite;
    }

    public void add(Result result) {
        results.add(result);
    }

    /** Writes all at once, over what was there. */
    public void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite);
            xml.writeAttribute("tests", String.valueOf(results.size()));
            xml.writeAttribute("failures", count(Outcome.FAIL));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", count(Outcome.SKIP));
            xml.writeAttribute(
                    "time", seconds(results.stream().map(Result::time).reduce(Duration.ZERO, Duration::plus)));
            for (Result result : results) {
                xml.writeCharacters("\n  ");
                write(xml, result);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void write(XMLStreamWriter xml, Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", result.tried().name());
        xml.writeAttribute("time", seconds(result.time()));
        switch (result.outcome()) {
            case OK -> {}
            case SKIP -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", writable(result.reason()));
            }
            case FAIL -> {
                Failure failure = Objects.requireNonNull(result.failure());
                xml.writeStartElement("failure");
                xml.writeAttribute("message", writable(String.valueOf(failure.getMessage())));
                xml.writeAttribute("type", result.tried().paragraph());
                StringBuilder conversation = new StringBuilder("\n");
                failure.conversation()
                        .lines()
                        .forEach(line -> conversation.append(writable(line)).append('\n'));
                xml.writeCharacters(conversation.toString());
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    /** XML has no form at all for most control characters and for noncharacters. */
    private static String writable(String text) {
        StringBuilder kept = new StringBuilder();
        LineReport.oneLine(text)
                .codePoints()
                .forEach(each -> kept.appendCodePoint((each & 0xFFFE) == 0xFFFE ? 0xFFFD : each));
        return kept.toString();
    }

    private String count(Outcome outcome) {
        return String.valueOf(
                results.stream().filter(each -> each.outcome() == outcome).count());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }
}
