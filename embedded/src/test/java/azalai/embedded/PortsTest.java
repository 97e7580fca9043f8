package azalai.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    private Path folder;

    @Test
    void a_port_is_remembered() throws Exception {
        int port = new Ports(file()).port("kafka");

        assertThat(new Ports(file()).port("kafka")).isEqualTo(port);
    }

    @Test
    void no_port_is_given_twice() throws Exception {
        Files.writeString(file(), "kafka=23456\npostgres=23456\n");
        Ports ports = new Ports(file());

        assertThat(ports.port("kafka")).isNotEqualTo(ports.port("postgres"));
    }

    @Test
    void a_busy_port_is_replaced_for_good() throws Exception {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(file(), "kafka=" + stranger.getLocalPort() + "\n");

            int port = new Ports(file()).port("kafka");

            assertThat(port).isNotEqualTo(stranger.getLocalPort()).isBetween(20_000, 29_999);
            assertThat(OwnerFile.read(file())).containsEntry("kafka", String.valueOf(port));
        }
    }

    @Test
    void an_edited_file_is_no_obstacle() throws Exception {
        Files.writeString(file(), "kafka=ninety\npostgres=99999\n");

        assertThat(new Ports(file()).port("kafka")).isPositive();
        assertThat(new Ports(file()).port("postgres")).isBetween(20_000, 29_999);
    }

    private Path file() {
        return folder.resolve("ports.properties");
    }
}
