package sportello.notification.carriers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;

/// Plain, or TLS with a certificate that is trusted and names the host.
final class SmppSockets implements ConnectionFactory {

    private final SmsSettings.Smpp settings;

    SmppSockets(SmsSettings.Smpp settings) {
        this.settings = settings;
    }

    @Override
    public Connection createConnection(String host, int port) throws IOException {
        var socket = new Socket();
        try {
            int patience = Math.toIntExact(settings.answerWithin().toMillis());
            socket.connect(new InetSocketAddress(host, port), patience);
            socket.setTcpNoDelay(true);
            return new SocketConnection(settings.tls() ? secured(socket, host, port, patience) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket plain, String host, int port, int patience) throws IOException {
        plain.setSoTimeout(patience);
        var secured = (SSLSocket) factory(settings.certificate()).createSocket(plain, host, port, true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static SSLSocketFactory factory(@Nullable String certificate) throws IOException {
        if (certificate == null || certificate.isBlank()) return (SSLSocketFactory) SSLSocketFactory.getDefault();
        try {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int n = 0;
            for (var one : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)))) {
                trusted.setCertificateEntry("trusted-" + n++, one);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return tls.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("Not a certificate to trust", e);
        }
    }
}
