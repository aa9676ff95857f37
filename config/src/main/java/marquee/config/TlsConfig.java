package marquee.config;

import java.nio.file.Path;

/// With what web services prove who they are, and keep others from reading along.
///
/// @param keyStore the file, in the form PKCS12, with the key and its certificates; each machine
///   has its own at this place
/// @param password the file with the key store's password, for its owner only
public record TlsConfig(Path keyStore, Path password) {}
