package marquee.config;

/// One front end: where its node is, and where its web service.
public record FrontEndConfig(NodeConfig node, HttpConfig http) {}
