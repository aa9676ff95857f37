package marquee.benchmarks;

import com.google.common.base.Ascii;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One connection to a web service, kept open. It knows as much of HTTP as it takes to tell one
/// reply from the next: a client that knew more would take most of the processor of a machine whose
/// service is to be measured. Used by one thread, and closed by any.
final class Connection implements AutoCloseable {
    private static final int LINE_MAX = 8_192;
    private static final int BUFFER = 16_384;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";
    private static final int HEX = 16;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] line = new byte[LINE_MAX];

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = socket.getOutputStream();
    }

    /// Connects to the host and port of `url`.
    ///
    /// @param patienceMillis for how long a reply is waited for
    static Connection open(URI url, int patienceMillis) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(patienceMillis);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), patienceMillis);
            return new Connection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Sends `request`, which is complete, and reads the reply.
    ///
    /// @return its status
    /// @throws IOException if none comes, or one that cannot be told from what follows it
    int exchange(byte[] request) throws IOException {
        out.write(request);
        var status = readLine();
        int length = -1;
        boolean chunked = false;
        for (var header = readLine(); !header.isEmpty(); header = readLine()) {
            var lower = Ascii.toLowerCase(header);
            chunked |= lower.equals(CHUNKED);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
            }
        }
        if (chunked) {
            skipChunks();
        } else if (length >= 0) {
            in.skipNBytes(length);
        } else {
            throw new IOException("a reply without a length: " + status);
        }
        return Integer.parseInt(status.substring(STATUS_AT, status.indexOf(' ', STATUS_AT)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void skipChunks() throws IOException {
        int length;
        do {
            length = Integer.parseInt(readLine(), HEX);
            in.skipNBytes(length);
            readLine();
        } while (length > 0);
    }

    /// A line without its end.
    private String readLine() throws IOException {
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the web service broke off");
            }
            if (length == LINE_MAX) {
                throw new IOException("a line of more than " + LINE_MAX + " bytes");
            }
            line[length++] = (byte) next;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
