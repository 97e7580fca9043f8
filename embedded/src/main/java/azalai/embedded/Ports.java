package azalai.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports, remembered per data folder so that addresses survive a restart.
 *
 * <p>They are chosen below 30,000, where neither Linux (from 32,768) nor macOS (from 49,152) takes the local port of an
 * outgoing connection: a client that keeps trying a stopped server's port could otherwise be given that very port, talk
 * to itself and keep the server from coming back.
 */
final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;
    private static final int TRIES = 500;

    private final Path file;
    private final Set<Integer> given = new HashSet<>();

    Ports(Path file) {
        this.file = file;
    }

    /**
     * @param server the name under which the port is remembered
     * @return the remembered port if it is free, otherwise another one, from now on remembered
     */
    synchronized int port(String server) throws IOException {
        Properties remembered = OwnerFile.read(file);
        int port = number(remembered.getProperty(server));
        for (int tries = 0; port == 0 || given.contains(port) || !isFree(port); tries++) {
            if (tries == TRIES) {
                throw new ServiceFailure("No free port between " + LOWEST + " and " + HIGHEST
                        + " on 127.0.0.1 was found" + " for " + server + ": stop what occupies them.");
            }
            port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        }
        given.add(port);
        if (!String.valueOf(port).equals(remembered.setProperty(server, String.valueOf(port)))) {
            OwnerFile.write(file, remembered);
        }
        return port;
    }

    private static int number(String text) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text.strip());
            return number > 0 && number < 1 << 16 ? number : 0;
        } catch (NumberFormatException e) {
            return 0; // a file someone edited: as good as not remembered
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
