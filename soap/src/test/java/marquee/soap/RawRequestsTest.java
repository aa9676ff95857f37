package marquee.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Closer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import marquee.frontend.process.Edge;
import marquee.frontend.process.web.ProblemCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no stock client sends is answered with one clear fault, and nothing of it reaches the
/// order.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawRequestsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String XML = "text/xml; charset=utf-8";
    private static final String LIST =
            "<m:listMovieShowsAvailability xmlns:m='urn:marquee:booking'>%s"
                    + "</m:listMovieShowsAvailability>";
    private static final String ADD =
            "<m:addMovieSlots xmlns:m='urn:marquee:booking'><movieID>ATWM160523</movieID>"
                    + "<movieName>Avatar</movieName><bookingCapacity>%s</bookingCapacity>"
                    + "</m:addMovieSlots>";

    private final Edge edge = new Edge();
    private SoapService soap;

    @BeforeAll
    void open() throws IOException {
        soap = StockClientTest.open(edge);
    }

    @AfterAll
    void close() {
        assertThat(edge.order.ordered()).isZero();
        soap.close();
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{}",
                "<",
                "<a>",
                "<a/>",
                "<a/><b/>",
                "<S:Envelope xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'/>",
                "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
            })
    void refusesWhatIsNoEnvelope(String body) throws Exception {
        var refused = post("ATWA1111", body);

        expectFault(refused, "MALFORMED");
        assertThat(refused.body()).contains(":Client</faultcode>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Envelope/>",
                "<S:Envelope xmlns:S='http://www.w3.org/2003/05/soap-envelope'><S:Body/></S:Envelope>",
            })
    void saysThatAnEnvelopeIsOfAnotherVersion(String body) throws Exception {
        var refused = post("ATWA1111", body);

        expectFault(refused, "MALFORMED");
        assertThat(refused.body()).contains(":VersionMismatch</faultcode>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<movieName>Avatar</movieName>",
                "<listMovieShowsAvailability><movieName>Avatar</movieName></listMovieShowsAvailability>",
                "<m:dropAllTables xmlns:m='urn:marquee:booking'/>",
                "<m:listMovieShowsAvailability xmlns:m='urn:marquee:booking'"
                        + " xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
                        + " i:type='m:removeMovieSlots'><movieName>Avatar</movieName>"
                        + "</m:listMovieShowsAvailability>",
                "<m:list xmlns:m='urn:marquee:booking'><movieName>Avatar</movieName></m:list>",
            })
    void refusesOperationsThatThereAreNot(String body) throws Exception {
        expectFault(post("ATWA1111", envelope(body)), "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<movie>Avatar</movie>",
                "<movieName>Avatar</movieName><movieName>Avatar</movieName>",
                "<movieName>Avatar</movieName><more/>",
                "<m:movieName>Avatar</m:movieName>",
                "<movieName><b>Avatar</b></movieName>",
                "<movieName xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>",
                "<movieName xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
                        + " xmlns:m='urn:marquee:booking' i:type='m:response'>Avatar</movieName>",
            })
    void refusesElementsThatAreNotExactlyTheOperations(String elements) throws Exception {
        expectFault(post("ATWA1111", envelope(LIST.formatted(elements))), "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "three", "3.0", "3e0", "0x3", "3 4", "+", "--3", "\u0663"})
    void refusesANumberThatIsNone(String number) throws Exception {
        expectFault(post("ATWA1111", envelope(ADD.formatted(number))), "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "10001",
                " +10001 ",
                "2147483648",
                "4294967299", // 3, if it wrapped round
                "-99999999999999999999999",
                "340282366920938463463374607431768211459"
            })
    void givesNumbersOfAnySizeToTheDomainWhichRefusesThem(String number) throws Exception {
        var response = post("ATWA1111", envelope(ADD.formatted(number)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<status>REFUSED</status><code>BAD_NUMBER</code>");
    }

    @Test
    void refusesEntitiesThatMultiply() throws Exception {
        var bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY x0 'lol'>");
        for (int i = 1; i < 20; i++) {
            bomb.append("<!ENTITY x%d '%s'>".formatted(i, ("&x" + (i - 1) + ";").repeat(10)));
        }
        bomb.append("]>").append(envelope(LIST.formatted("<movieName>&x19;</movieName>")));

        expectFault(post("ATWA1111", bomb.toString()), "MALFORMED");
    }

    @Test
    void refusesDeepNesting() throws Exception {
        expectFault(post("ATWA1111", nested(8_000)), "MALFORMED");

        var within = Envelope.NESTING_MAX - 2; // The envelope and its header are two.
        assertThat(post("ATWA1111", withHeader(nested(within))).body()).contains("BAD_NUMBER");
        var beyond = post("ATWA1111", withHeader(nested(within + 1)));
        expectFault(beyond, "MALFORMED");
        assertThat(beyond.body()).contains("nested too deep");
    }

    private static String nested(int elements) {
        return "<a>".repeat(elements) + "</a>".repeat(elements);
    }

    private static String withHeader(String entry) {
        return envelope(ADD.formatted(0))
                .replace("<S:Body>", "<S:Header>" + entry + "</S:Header><S:Body>");
    }

    @Test
    void refusesAHeaderThatMustBeUnderstood() throws Exception {
        var header = "<S:Header><x:tx xmlns:x='urn:x' S:mustUnderstand='1'/></S:Header><S:Body>";
        var body = envelope(LIST.formatted("<movieName>Avatar</movieName>"));

        assertThat(post("ATWA1111", body.replace("<S:Body>", header)).body())
                .contains("Fault", "MustUnderstand");
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        expectFault(post("ATWA1111", "<a>" + "x".repeat(200_000) + "</a>"), "TOO_LARGE");
    }

    @Test
    void refusesABodyThatIsNotUtf8() throws Exception {
        var body = envelope(LIST.formatted("<movieName>\u00e9</movieName>"));
        var request =
                request("ATWA1111")
                        .header("Content-Type", "text/xml; charset=iso-8859-1")
                        .POST(
                                BodyPublishers.ofByteArray(
                                        body.getBytes(StandardCharsets.ISO_8859_1)));

        expectFault(HTTP.send(request.build(), BodyHandlers.ofString()), "MALFORMED");
    }

    @Test
    void passesOverOneByteOrderMark() throws Exception {
        var body = envelope(ADD.formatted(0));

        assertThat(post("ATWA1111", "\ufeff" + body).body()).contains("BAD_NUMBER");
        expectFault(post("ATWA1111", "\ufeff\ufeff" + body), "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/soap+xml",
                "multipart/related",
                "application/fastinfoset"
            })
    void refusesAnythingButXml(String type) throws Exception {
        var body = envelope(LIST.formatted("<movieName>Avatar</movieName>"));
        var request =
                request("ATWA1111")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body));

        expectFault(HTTP.send(request.build(), BodyHandlers.ofString()), "MALFORMED");
    }

    @Test
    void asksWhoItIs() throws Exception {
        var body = envelope(LIST.formatted("<movieName>Avatar</movieName>"));

        expectFault(post("", body), "NO_IDENTITY");
        assertThat(post("", body).body()).contains("<status>401</status>");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /soap/booking/ATWA1111, 404",
        "GET, /soap/booking/ATWA1111?WSDL=1, 404",
        "GET, /soap/booking/?wsdl, 404",
        "GET, /soap/booking/ATWA1111/more?wsdl, 404",
        "GET, /soap/booking/ATWA1111?xsd=7, 404",
        "POST, /v1/shows, 404",
        "PUT, /soap/booking/ATWA1111, 405",
        "HEAD, /soap/booking/ATWA1111, 405",
    })
    void hasNothingElsewhere(String method, String path, int status) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(at(path)))
                        .method(method, BodyPublishers.noBody());

        var response = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("text/plain; charset=utf-8");
    }

    @Test
    void tellsEachUserHisOwnAddress() throws Exception {
        var wsdl = get("/soap/booking/ATWC2222?wsdl");

        assertThat(wsdl).contains("location=\"" + at("/soap/booking/ATWC2222") + "\"");
        assertThat(wsdl).contains("schemaLocation=\"" + at("/soap/booking/ATWC2222?xsd=1") + "\"");
        assertThat(get("/soap/booking/ATWC2222?xsd=1")).contains("type=\"xs:int\"");
        assertThat(get("/soap/booking/%3Cx%3E%22?wsdl")).doesNotContain("<x>");
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 421",
        "evil.example:8090, 421",
        "'', 421",
        "localhost:8090, 200",
        "192.0.2.7, 200",
        "[::1]:8090, 200",
    })
    void isAskedByItsOwnNameOnly(String host, int status) throws Exception {
        var head = "GET /soap/booking/ATWA1111?wsdl HTTP/1.1\r\nHost: " + host;
        var rest = "\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), soap.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 %d ".formatted(status));
        }
    }

    @Test
    void countsARequestForAnotherHostAmongThoseThatAreSentAway() throws Exception {
        long before = edge.refused("foreign_host");

        isAskedByItsOwnNameOnly("evil.example", 421);

        assertThat(edge.refused("foreign_host")).isEqualTo(before + 1);
    }

    @Test
    void countsWhatItCannotRead() throws Exception {
        post("ATWA1111", "none");

        var metrics = edge.get("/metrics", "").body().path("text").asText();
        assertThat(metrics)
                .contains("marquee_requests_total{code=\"MALFORMED\",operation=\"soap\"}");
        var seconds = "marquee_request_seconds_sum{operation=\"soap\"} ";
        assertThat(metrics.lines().filter(line -> line.startsWith(seconds)))
                .singleElement()
                .satisfies(line ->
                        assertThat(Double.parseDouble(line.substring(seconds.length())))
                                .isPositive());
    }

    @Test
    void hasARoomfulOfConnectionsAndClosesTheNextAtOnce() throws Exception {
        try (var other = StockClientTest.open(edge);
                var open = Closer.create()) {
            for (int i = 0; i < SoapService.CONNECTIONS_MAX; i++) {
                open.register(new Socket(InetAddress.getLoopbackAddress(), other.port()));
            }
            assertThat(
                            isClosed(
                                    open.register(
                                            new Socket(
                                                    InetAddress.getLoopbackAddress(),
                                                    other.port()))))
                    .isTrue();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void expectFault(HttpResponse<String> response, String code) {
        assertThat(response.body())
                .contains("<faultstring", code + ": ", "<code>" + code + "</code>")
                .contains("<status>%d</status>".formatted(ProblemCode.valueOf(code).status()))
                .doesNotContain("Exception", "at marquee", "com.sun");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type")).contains(XML);
    }

    private static String envelope(String operation) {
        return "<S:Envelope xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'><S:Body>"
                + operation
                + "</S:Body></S:Envelope>";
    }

    private String at(String path) {
        return "http://127.0.0.1:" + soap.port() + path;
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(at(path))).build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String user) {
        return HttpRequest.newBuilder(URI.create(at("/soap/booking/" + user)));
    }

    private HttpResponse<String> post(String user, String body) throws Exception {
        var request = request(user).header("Content-Type", XML).POST(BodyPublishers.ofString(body));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
