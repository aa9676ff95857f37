package marquee.soap;

import com.google.common.collect.ImmutableMap;
import jakarta.xml.soap.MessageFactory;
import jakarta.xml.soap.SOAPConstants;
import jakarta.xml.soap.SOAPException;
import jakarta.xml.soap.SOAPFault;
import jakarta.xml.soap.SOAPMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.xml.namespace.QName;
import marquee.frontend.process.web.ProblemCode;

/// Why a request was not answered by the domain, as a SOAP fault: `faultstring` is for people, and
/// the detail's one entry, `problem`, has the code and the status that REST says the same with.
///
/// @param fault the fault's own code, one of the four of SOAP 1.1 (section 4.4.1)
record Problem(ProblemCode code, String detail, String fault) {
    /// The namespace of SOAP 1.1.
    static final String SOAP = SOAPConstants.URI_NS_SOAP_1_1_ENVELOPE;

    /// The fault of an envelope of another version.
    static final String VERSION_MISMATCH = "VersionMismatch";

    private static final int SERVER_ERRORS = 500;
    private static final MessageFactory MESSAGES = messages();

    /// One that is the client's fault or the server's, as REST has it.
    Problem(ProblemCode code, String detail) {
        this(code, detail, whose(code));
    }

    /// Whose fault `code` is.
    static String whose(ProblemCode code) {
        return code.status() < SERVER_ERRORS ? "Client" : "Server";
    }

    /// The headers that the fault's response has beside those of every response.
    ImmutableMap<String, String> headers() {
        return code.isTransient() ? ImmutableMap.of("Retry-After", "1") : ImmutableMap.of();
    }

    /// It as a message's part.
    SOAPFault element() {
        try {
            return message().getSOAPBody().getFault();
        } catch (SOAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A whole envelope with the fault in it.
    byte[] envelope() {
        try {
            var bytes = new ByteArrayOutputStream();
            message().writeTo(bytes);
            return bytes.toByteArray();
        } catch (SOAPException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SOAPMessage message() throws SOAPException {
        var message = MESSAGES.createMessage();
        message.getSOAPHeader().detachNode();
        var element = message.getSOAPBody().addFault(new QName(SOAP, fault), code + ": " + detail);
        var entry =
                element.addDetail()
                        .addDetailEntry(new QName(BookingPort.NAMESPACE, "problem", "m"));
        entry.addChildElement(new QName("code")).setTextContent(code.name());
        entry.addChildElement(new QName("status")).setTextContent(Integer.toString(code.status()));
        return message;
    }

    private static MessageFactory messages() {
        try {
            return MessageFactory.newInstance(SOAPConstants.SOAP_1_1_PROTOCOL);
        } catch (SOAPException e) {
            throw new IllegalStateException(e);
        }
    }
}
