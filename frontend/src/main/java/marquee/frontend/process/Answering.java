package marquee.frontend.process;

import marquee.frontend.process.web.Reply;

/// Whoever takes note of what is answered.
record Answering(Metrics metrics, Traffic traffic, RequestLog log) {
    /// An operation called `name` was answered with `reply`, `nanos` after the request had come.
    void answered(String name, Reply reply, long nanos) {
        metrics.observe(name, reply.code(), nanos);
        traffic.answered(name, reply, nanos);
    }
}
