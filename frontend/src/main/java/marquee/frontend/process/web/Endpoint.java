package marquee.frontend.process.web;

import io.javalin.http.Context;

/// What is done at one path by one method.
public interface Endpoint {
    /// Does it.
    ///
    /// @throws RefusedRequest if the request cannot be read
    Reply reply(Context context) throws RefusedRequest;
}
