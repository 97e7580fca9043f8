package azalai.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder the servers write to, and nothing outside it.
 *
 * @param root its real path: what the servers remember of it stays true whichever link led here
 */
record DataFolder(Path root) {

    /** Owner only: for what holds data, addresses or passwords. */
    static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** A new database takes 45 MB, its binaries 60, and Kafka and the write-ahead log want room to move. */
    private static final long ROOM_FOR_NEW = 256L << 20;

    private static final long ROOM_TO_RUN = 64L << 20;

    /** PostgreSQL's own limit for a path is 1023 bytes; its longest name below the root takes some 100. */
    private static final int LONGEST_ROOT = 900;

    /**
     * @param given made with its parents when it is missing
     * @throws ServiceFailure when it cannot be made or written to, or cannot serve as a data folder
     */
    static DataFolder open(Path given) {
        try {
            Files.createDirectories(Files.isDirectory(given) ? given.toRealPath() : given.toAbsolutePath());
            Path root = given.toRealPath();
            if (root.toString().getBytes().length > LONGEST_ROOT) {
                throw new ServiceFailure("The path of the data folder is longer than " + LONGEST_ROOT
                        + " bytes, too long for PostgreSQL: choose a shorter one with --data.");
            }
            // Kafka takes a comma for the end of a path; PostgreSQL hands its own path to a shell between double
            // quotes.
            if (root.toString().chars().anyMatch(letter -> ",\"`$\n".indexOf(letter) >= 0)) {
                throw new ServiceFailure(
                        "The data folder " + root + " has one of , \" ` $ in its path, with which Kafka or"
                                + " PostgreSQL cannot live: choose another with --data.");
            }
            Files.delete(Files.createTempFile(root, ".writable", null, OWNER_FILE));
            Files.createDirectories(root.resolve("log"), OWNER_FOLDER);
            return new DataFolder(root);
        } catch (AccessDeniedException e) {
            throw new ServiceFailure(
                    "The data folder " + given + " cannot be written to by " + System.getProperty("user.name")
                            + ServiceFailure.owner(given) + ": choose another with --data.",
                    e);
        } catch (FileAlreadyExistsException e) {
            throw new ServiceFailure(
                    "The data folder " + given + " cannot be made, " + e.getFile()
                            + " is not a folder: choose another with --data.",
                    e);
        } catch (FileSystemException e) {
            throw new ServiceFailure(
                    "The data folder " + given + " cannot be used: "
                            + (e.getReason() == null ? e.getMessage() : e.getReason()) + ".",
                    e);
        } catch (IOException e) {
            throw ServiceFailure.of("The data folder " + given + " cannot be used", e);
        }
    }

    /** @throws ServiceFailure when the disk has no room for what is about to start */
    void requireRoom() throws IOException {
        boolean fresh = !Files.exists(postgres().resolve("data"));
        long free = Files.getFileStore(root).getUsableSpace();
        long needed = fresh ? ROOM_FOR_NEW : ROOM_TO_RUN;
        if (free < needed) {
            throw new ServiceFailure("The disk of " + root + " has " + (free >> 20) + " MB left and the servers need "
                    + (needed >> 20) + ": free some space, or choose another folder with --data.");
        }
    }

    Path lock() {
        return root.resolve("services.lock");
    }

    Path properties() {
        return root.resolve("services.properties");
    }

    Path ports() {
        return root.resolve("ports.properties");
    }

    Path log() {
        return root.resolve("log").resolve("services.log");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path postgres() {
        return root.resolve("postgres");
    }
}
