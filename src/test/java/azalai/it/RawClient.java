package azalai.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that does what no HTTP library does: sends half a request, drips, does not read, comes from elsewhere. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    /** Connects to a port of the loopback from one of its addresses. */
    RawClient(int port, String from) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    RawClient(URI server) throws IOException {
        this(server.getPort(), "127.0.0.1");
    }

    /** Sends some of a request. @return false if the server has closed the connection */
    boolean send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The answer, read to the end of the connection: the request has to say {@code Connection: close}. */
    String answer() throws IOException {
        socket.setSoTimeout(60_000);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whether the server has closed the connection; whatever it says is read and forgotten. */
    boolean ended() {
        try {
            socket.setSoTimeout(20);
            byte[] bytes = new byte[4096];
            int read = socket.getInputStream().read(bytes);
            return read < 0 || new String(bytes, 0, read, StandardCharsets.ISO_8859_1).contains(" 408 ");
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
