package marquee.launcher.scenario.run;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import marquee.launcher.scenario.run.Performance.Failure;
import marquee.launcher.scenario.run.Results.Result;

/// How the scenarios of a run went, in the form that build servers read (JUnit's XML).
final class ResultsXml {
    private ResultsXml() {}

    /// Writes `results` to `file`.
    static void write(Results results, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            write(results, out);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void write(Results results, Writer out) throws XMLStreamException {
        int errors = results.left() == 0 ? 0 : 1;
        var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        xml.writeStartDocument();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "scenarios");
        xml.writeAttribute("tests", Integer.toString(results.all().size() + errors));
        xml.writeAttribute("failures", Long.toString(results.failed()));
        xml.writeAttribute("errors", Integer.toString(errors));
        for (var result : results.all()) {
            write(xml, result);
        }
        if (errors > 0) {
            writeError(xml, results.interruption());
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    /// What was not played is one test that could not be made, so that nobody takes the rest for
    /// all.
    private static void writeError(XMLStreamWriter xml, String message) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "scenarios");
        xml.writeAttribute("name", "interrupted");
        xml.writeEmptyElement("error");
        xml.writeAttribute("message", message);
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.group());
        xml.writeAttribute("name", result.name());
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", result.seconds()));
        if (!result.skipped().isEmpty()) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", result.skipped());
        }
        if (!result.failures().isEmpty()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", result.failures().getFirst().toString());
            xml.writeCharacters(
                    result.failures().stream()
                            .map(Failure::toString)
                            .collect(Collectors.joining("\n")));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
