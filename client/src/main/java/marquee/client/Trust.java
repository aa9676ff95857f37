package marquee.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import marquee.config.ConfigException;

/// Whom a client believes that he is the front end that was asked for.
final class Trust {
    private Trust() {}

    /// Believes those whose certificates stand in `file`, in the form PEM, or were signed by them,
    /// and nobody else; names are compared as ever.
    ///
    /// @throws ConfigException if there are none in it
    static SSLContext in(Path file) throws ConfigException {
        try (InputStream bytes = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(bytes);
            if (certificates.isEmpty()) {
                throw wrong(file, "there are none in it");
            }
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : certificates) {
                store.setCertificateEntry("certificate-" + store.size(), certificate);
            }
            var managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (NoSuchFileException e) {
            throw wrong(file, "there is no such file");
        } catch (IOException | GeneralSecurityException e) {
            throw wrong(file, "it cannot be read as such");
        }
    }

    private static ConfigException wrong(Path file, String what) {
        return new ConfigException(
                "certificates %s: %s, expected some in the form PEM".formatted(file, what));
    }
}
