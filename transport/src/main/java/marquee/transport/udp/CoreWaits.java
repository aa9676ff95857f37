package marquee.transport.udp;

/// Decides whether a thread, when it is woken, is to preempt whoever runs. Among threads that soon
/// sleep again it is better not to: one that sends to four peers on its core is then done before
/// the first of them begins, and a request makes half as many changes from thread to thread. Beside
/// a thread that does not sleep, whoever does not preempt waits for the next tick of the clock each
/// time. The two are told apart by how long the thread waits for a core, in relation to what it
/// runs (docs/decisions/0166).
final class CoreWaits {
    /// The most that a thread waits for each nanosecond that it runs while it preempts nobody. Two
    /// cores that six processes share, and nobody else, have come to 1.8; beside two threads that
    /// never sleep it is 3.4 and more.
    static final int WAITS_MAX = 3;

    /// How many decisions a thread that waited longer preempts, until it is tried again; and twice
    /// as many each time that this was in vain, up to [#PATIENCE_MAX].
    static final int PATIENCE = 4;

    static final int PATIENCE_MAX = 256;

    private long ran = -1;
    private long waited;
    private int preempting;
    private int patience = PATIENCE;

    /// Decides anew.
    ///
    /// @param ran how long the thread has run since it began, in nanoseconds
    /// @param waited how long it was ready to run since then and had no core, in nanoseconds
    /// @return whether it is to preempt whoever runs until the next decision
    boolean mayPreempt(long ran, long waited) {
        boolean first = this.ran < 0;
        long runs = ran - this.ran;
        long waits = waited - this.waited;
        this.ran = ran;
        this.waited = waited;
        if (preempting > 0) {
            preempting--;
        } else if (!first && waits > WAITS_MAX * runs) {
            preempting = patience;
            patience = Math.min(PATIENCE_MAX, 2 * patience);
        } else {
            patience = PATIENCE;
        }
        return preempting > 0;
    }
}
