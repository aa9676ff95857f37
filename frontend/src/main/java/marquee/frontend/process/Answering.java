package marquee.frontend.process;

/// Whoever takes note of what is answered.
record Answering(Metrics metrics, Traffic traffic, RequestLog log) {
    /// The reply to an operation called `name` was written `nanos` after the request had come.
    void written(String name, Reply reply, long nanos) {
        metrics.observe(name, reply.code(), nanos);
        traffic.answered(name, reply, nanos);
    }
}
