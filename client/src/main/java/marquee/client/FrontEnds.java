package marquee.client;

import com.google.common.base.Joiner;
import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.net.URI;

/// The front ends that a client can ask, in a round, and the one that it asks first. May be used by
/// many threads at once.
final class FrontEnds {
    private final ImmutableList<URI> urls;
    private volatile int preferred;

    FrontEnds(ImmutableList<URI> urls) {
        Preconditions.checkArgument(!urls.isEmpty(), "no front end");
        this.urls = urls;
    }

    int count() {
        return urls.size();
    }

    /// The one that stands at `index`, counted on from round to round.
    URI url(int index) {
        return urls.get(index % urls.size());
    }

    /// Where to begin.
    int preferred() {
        return preferred;
    }

    /// From now on begins with the one at `index`.
    void prefer(int index) {
        preferred = index % urls.size();
    }

    @Override
    public String toString() {
        return Joiner.on(", ").join(urls);
    }
}
