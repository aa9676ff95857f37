package marquee.soap;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableSet;
import jakarta.xml.ws.spi.http.HttpContext;
import jakarta.xml.ws.spi.http.HttpHandler;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where JAX-WS is published: it leaves here what takes requests. That is at no path of its own,
/// since each user has another.
final class Published extends HttpContext {
    private @Nullable HttpHandler taker;

    /// What takes requests. Only once JAX-WS has been published.
    HttpHandler taker() {
        return Preconditions.checkNotNull(taker, "not published");
    }

    @Override
    public void setHandler(HttpHandler given) {
        taker = given;
    }

    @Override
    public String getPath() {
        return "";
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public Set<String> getAttributeNames() {
        return ImmutableSet.of();
    }
}
