package azalai.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs and libraries: a .txz inside the jar of this platform, unpacked once per data folder. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * @param folder where the unpacked folder is, or will be
     * @return the folder with {@code bin}, {@code lib} and {@code share}; whole, because it is unpacked beside its place
     *     and renamed
     * @throws ServiceFailure when this build holds no PostgreSQL for this machine
     */
    static Path unpackedIn(Path folder) throws IOException {
        URL archive = archive();
        Path unpacked = folder.resolve("bin-" + Long.toHexString(checksum(archive)));
        if (!Files.exists(unpacked)) {
            deleteOthers(folder);
            Path draft = Files.createDirectory(folder.resolve("bin-new"));
            try (InputStream in = archive.openStream()) {
                unpack(in, draft);
            }
            Files.move(draft, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
        if (!Files.isExecutable(unpacked.resolve("bin/postgres"))) {
            throw new ServiceFailure("Programs cannot be run from " + folder
                    + ", its disk is mounted noexec: choose another folder with --data.");
        }
        return unpacked;
    }

    private static URL archive() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String arch = "aarch64".equals(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
        URL archive = PostgresBinaries.class.getResource("/postgres-" + os + "-" + arch + ".txz");
        if (archive == null) {
            throw new ServiceFailure("This build holds no PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch")
                    + ": build it again on this machine, or set POSTGRES_URL to a server of your own.");
        }
        return archive;
    }

    /** The jar's own checksum of the archive: other binaries, another folder. */
    private static long checksum(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarEntry().getCrc();
        }
        return archive.openConnection().getContentLengthLong();
    }

    /** What an upgrade or a killed attempt left. */
    private static void deleteOthers(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                if (child.getFileName().toString().startsWith("bin-")) {
                    FileTree.delete(child);
                }
            }
        }
    }

    private static void unpack(InputStream in, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException(
                            "the archive of PostgreSQL names a file outside its folder: " + entry.getName());
                }
                if (isNeeded(entry)) {
                    write(tar, entry, path);
                }
            }
        }
        // Whatever the umask: the server may run as another user than the one who unpacks.
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path directory : all.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** Static libraries and build files are a tenth of the archive, and of no use to a running server. */
    private static boolean isNeeded(TarArchiveEntry entry) {
        String name = entry.getName();
        return !name.endsWith(".a") && !name.contains("/pkgconfig/") && !name.contains("/pgxs/");
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
