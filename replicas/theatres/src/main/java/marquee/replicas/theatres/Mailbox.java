package marquee.replicas.theatres;

import org.jspecify.annotations.Nullable;

/// Carries letters between the theatre servers of one replica. It loses none; it may change their
/// order and deliver some twice.
interface Mailbox {
    /// Takes `letter` on its way.
    void post(Letter letter);

    /// The next letter to be delivered, or null if none is on its way.
    @Nullable Letter take();
}
