package marquee.config;

import org.jspecify.annotations.Nullable;

/// One front end: where its node is, and where its web service.
///
/// @param soap where it offers the same over SOAP; null for nowhere
public record FrontEndConfig(NodeConfig node, HttpConfig http, @Nullable HttpConfig soap) {}
