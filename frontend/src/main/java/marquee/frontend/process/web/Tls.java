package marquee.frontend.process.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import marquee.config.ConfigException;
import marquee.config.SecretFile;
import marquee.config.TlsConfig;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the key store of a web service and says what of TLS it speaks. What is wrong with the key
/// store is found before anything listens, and told in one line without the password.
final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final String FORM = "PKCS12";

    private Tls() {}

    /// What a server needs for connections by TLS 1.2 or 1.3, with Jetty's choice of ciphers.
    ///
    /// @param now at which the certificate should be valid; one that is not is told in the log,
    ///   since clients refuse it by themselves
    /// @throws ConfigException if the key store cannot be used
    static SslContextFactory.Server server(TlsConfig config, Instant now) throws ConfigException {
        var password = SecretFile.read("password", config.password()).strip();
        var keys = keyStore(config, password);
        requireKey(config, keys, password, now);
        var factory = new SslContextFactory.Server();
        factory.setKeyStore(keys);
        factory.setKeyStorePassword(password);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setRenegotiationAllowed(false);
        return factory;
    }

    private static KeyStore keyStore(TlsConfig config, String password) throws ConfigException {
        try (InputStream bytes = Files.newInputStream(config.keyStore())) {
            var keys = KeyStore.getInstance(FORM);
            keys.load(bytes, password.toCharArray());
            return keys;
        } catch (NoSuchFileException e) {
            throw wrong(config, "there is no such file");
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? wrong(config, "the password in %s is another".formatted(config.password()))
                    : wrong(config, "it cannot be read as such");
        } catch (GeneralSecurityException e) {
            throw wrong(config, "it cannot be read as such");
        }
    }

    private static void requireKey(TlsConfig config, KeyStore keys, String password, Instant now)
            throws ConfigException {
        try {
            for (var alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias)
                        && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    keys.getKey(alias, password.toCharArray());
                    warnOfDate(config, certificate, now);
                    return;
                }
            }
        } catch (UnrecoverableKeyException e) {
            throw wrong(config, "the key in it has another password than the store");
        } catch (GeneralSecurityException e) {
            throw wrong(config, "it cannot be read as such");
        }
        throw wrong(config, "there is no key with a certificate in it");
    }

    private static void warnOfDate(TlsConfig config, X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
        } catch (CertificateException e) {
            LOG.warn(
                    "the certificate in {} is valid from {} to {} only: clients will refuse it",
                    config.keyStore(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        }
    }

    private static ConfigException wrong(TlsConfig config, String what) {
        return new ConfigException(
                "key store %s: %s, expected one of the form %s with a key and its certificates"
                        .formatted(config.keyStore(), what, FORM));
    }
}
