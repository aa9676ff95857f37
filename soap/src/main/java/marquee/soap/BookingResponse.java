package marquee.soap;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;

/// What each operation's response holds: one reply, which a stock tool makes the value that its
/// method returns.
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(name = "response")
@SuppressWarnings("unused") // JAXB reads the field.
public final class BookingResponse {
    @XmlElement(required = true)
    private BookingReply reply = new BookingReply();

    /// The response that carries `reply`.
    static BookingResponse of(BookingReply reply) {
        var response = new BookingResponse();
        response.reply = reply;
        return response;
    }
}
