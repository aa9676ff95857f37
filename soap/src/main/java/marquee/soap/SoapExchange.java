package marquee.soap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.sun.net.httpserver.Headers;
import jakarta.xml.ws.spi.http.HttpContext;
import jakarta.xml.ws.spi.http.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One request as JAX-WS sees it: read to its end, checked, and at an address that ends in its
/// user. What JAX-WS responds is gathered here.
///
/// For one thread, which finds its exchange by [#current].
final class SoapExchange extends HttpExchange {
    private static final ScopedValue<SoapExchange> CURRENT = ScopedValue.newInstance();

    /// JAX-WS takes these for the request's form and for nothing else.
    private static final ImmutableMap<String, List<String>> REQUEST_HEADERS =
            ImmutableMap.of("Content-Type", ImmutableList.of("text/xml; charset=utf-8"));

    private static final int OK = 200;

    private final Asked asked;
    private final byte[] body;
    private final Published published;
    private final Headers responseHeaders = new Headers();
    private final ByteArrayOutputStream response = new ByteArrayOutputStream();
    private int status = OK;

    /// What is asked.
    ///
    /// @param host where the client reaches this service, in the form of a URL
    /// @param path of the address, which ends in the user as it was spelled
    /// @param user as the path names it; empty if it names none
    /// @param keys the values of the header `Idempotency-Key`
    record Asked(
            String method,
            String host,
            int port,
            String path,
            @Nullable String query,
            String user,
            ImmutableList<String> keys) {
        boolean namesUser() {
            return !user.isEmpty();
        }
    }

    /// @param body that was checked
    SoapExchange(Asked asked, byte[] body, Published published) {
        this.body = body;
        this.asked = asked;
        this.published = published;
    }

    /// The exchange that this thread works on.
    static SoapExchange current() {
        return CURRENT.get();
    }

    /// Has JAX-WS respond.
    void pass() throws IOException {
        ScopedValue.where(CURRENT, this)
                .<@Nullable Void, IOException>call(() -> {
                    published.taker().handle(this);
                    return null;
                });
    }

    String user() {
        return asked.user();
    }

    ImmutableList<String> keys() {
        return asked.keys();
    }

    int status() {
        return status;
    }

    byte[] response() {
        return response.toByteArray();
    }

    @Override
    public Map<String, List<String>> getRequestHeaders() {
        return REQUEST_HEADERS;
    }

    @Override
    public @Nullable String getRequestHeader(String name) {
        var values = REQUEST_HEADERS.get(name);
        return values == null ? null : values.getFirst();
    }

    @Override
    public Headers getResponseHeaders() {
        return responseHeaders;
    }

    @Override
    public void addResponseHeader(String name, String value) {
        responseHeaders.add(name, value);
    }

    @Override
    public String getRequestURI() {
        return asked.path();
    }

    @Override
    public String getContextPath() {
        return asked.path(); // Of which JAX-WS makes the address in the WSDL.
    }

    @Override
    public String getRequestMethod() {
        return asked.method();
    }

    @Override
    public HttpContext getHttpContext() {
        return published;
    }

    @Override
    public void close() {
        // Whoever made it sends what it gathered.
    }

    @Override
    public InputStream getRequestBody() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public OutputStream getResponseBody() {
        return response;
    }

    @Override
    public void setStatus(int changed) {
        status = changed;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return getLocalAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return InetSocketAddress.createUnresolved(asked.host(), asked.port());
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public String getPathInfo() {
        return asked.path();
    }

    @Override
    public @Nullable String getQueryString() {
        return asked.query();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public Set<String> getAttributeNames() {
        return ImmutableSet.of();
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }
}
