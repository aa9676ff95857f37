package marquee.frontend.process.web;

/// Who may ask for what is at a path, where users have tokens; in a laboratory everybody may.
enum Permission {
    /// Everybody, known or not: pages, the description, health.
    EVERYBODY,
    /// Whoever has a token. The domain's rules decide what he may do.
    USERS,
    /// Whoever has an operator's token.
    OPERATORS;

    /// That of the route `path`. What is below `/v1` is for operators unless it is said here to be
    /// for users, so that a route that nobody thought of is not open.
    static Permission of(String path) {
        if (path.startsWith("/v1/shows") || path.startsWith("/v1/customers/")) {
            return USERS;
        }
        return path.startsWith("/v1") || path.equals("/metrics") ? OPERATORS : EVERYBODY;
    }
}
