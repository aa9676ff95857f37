package marquee.frontend.process.web;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/// One method of one path, as openapi.json describes it too.
///
/// @param path with its parameters in braces
public record Route(HandlerType method, String path, Handler handler) {}
