package marquee.soap;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSet;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import marquee.frontend.process.web.ProblemCode;

/// Reads a request's envelope before JAX-WS does, which believes too much: it leaves out elements
/// that it does not know and makes up those that are missing. Whatever is let through is XML in
/// UTF-8 without a byte order mark and without a document type, so without entities of its own, not
/// deeply nested, and a SOAP 1.1 envelope around one operation with exactly its elements, in their
/// order.
final class Envelope {
    /// The most bytes of a request.
    static final int BYTES_MAX = 64 * 1024;

    /// The most elements within one another; a header is what could have many.
    static final int NESTING_MAX = 16;

    /// What stands before the XML of some clients, and is none of it.
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final XMLInputFactory PARSERS = parsers();

    private final XMLStreamReader xml;
    private int depth;

    private Envelope(XMLStreamReader xml) {
        this.xml = xml;
    }

    /// Checks a request.
    ///
    /// @return it, without a byte order mark
    static byte[] checked(byte[] request) throws UnreadableException {
        var text = text(request);
        var unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        check(unmarked);
        return unmarked.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] request) throws UnreadableException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("the body is not UTF-8");
        }
    }

    private static void check(String text) throws UnreadableException {
        try {
            var xml = PARSERS.createXMLStreamReader(new StringReader(text));
            try {
                new Envelope(xml).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw malformed("the body is not well-formed XML");
        }
    }

    private void read() throws XMLStreamException, UnreadableException {
        expect(next() && xml.getLocalName().equals("Envelope"), "a SOAP 1.1 envelope");
        if (!isSoap("Envelope")) {
            throw new UnreadableException(
                    ProblemCode.MALFORMED,
                    "expected a SOAP 1.1 envelope, of the namespace " + Problem.SOAP,
                    Problem.VERSION_MISMATCH);
        }
        boolean more = next();
        if (more && isSoap("Header")) {
            skip();
            more = next();
        }
        expect(more && isSoap("Body"), "a SOAP 1.1 body");
        expect(next(), "an operation in the body");
        readOperation();
        expect(!next(), "one operation in the body");
        expect(!next(), "nothing after the body");
        while (xml.hasNext()) { // The rest must be XML too.
            step();
        }
    }

    private void readOperation() throws XMLStreamException, UnreadableException {
        var name = xml.getName();
        var elements = BookingRequests.ELEMENTS.get(name.getLocalPart());
        if (elements == null || !name.getNamespaceURI().equals(BookingPort.NAMESPACE)) {
            throw malformed(
                    "there is no such operation in %s, expected one of %s"
                            .formatted(
                                    BookingPort.NAMESPACE,
                                    Joiner.on(", ").join(BookingRequests.ELEMENTS.keySet())));
        }
        var found = new ArrayList<QName>();
        expect(!isInstanceOfAnother(), "an operation of its own type");
        while (next()) {
            if (isInstanceOfAnother() || found.size() == elements.size()) {
                throw wrong(elements);
            }
            found.add(xml.getName());
            expect(!next(), "text in the element " + found.getLast().getLocalPart());
        }
        if (!found.equals(elements.stream().map(QName::new).toList())) {
            throw wrong(elements);
        }
    }

    /// Whether the element says that it has another type than its own, `xsi:type`, or no value,
    /// `xsi:nil`, which JAX-WS would believe.
    private boolean isInstanceOfAnother() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(xml.getAttributeNamespace(i))) {
                return true;
            }
        }
        return false;
    }

    private static UnreadableException wrong(ImmutableSet<String> elements) {
        return malformed(
                "expected exactly the elements %s, plain, of no namespace, in this order"
                        .formatted(Joiner.on(", ").join(elements)));
    }

    /// Goes to the next element within this one, or to the end of this one, and says which.
    private boolean next() throws XMLStreamException, UnreadableException {
        while (xml.hasNext()) {
            switch (step()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }

    /// Goes to the end of this element.
    private void skip() throws XMLStreamException, UnreadableException {
        int end = depth - 1;
        while (depth > end) {
            step();
        }
    }

    private int step() throws XMLStreamException, UnreadableException {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
            depth++;
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        } else if (event == XMLStreamConstants.DTD
                || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw malformed("the body has a document type or an entity, expected none");
        }
        if (depth > NESTING_MAX) {
            throw malformed("the body is nested too deep");
        }
        return event;
    }

    private boolean isSoap(String name) {
        return xml.getName().equals(new QName(Problem.SOAP, name));
    }

    private static void expect(boolean met, String what) throws UnreadableException {
        if (!met) {
            throw malformed("expected " + what);
        }
    }

    private static UnreadableException malformed(String detail) {
        return new UnreadableException(ProblemCode.MALFORMED, detail);
    }

    private static XMLInputFactory parsers() {
        var parsers = XMLInputFactory.newDefaultFactory();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        parsers.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        parsers.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return parsers;
    }
}
