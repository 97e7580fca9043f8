package azalai.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The database cluster on disk and its password. It is made beside its place and renamed, so that data which exists is
 * whole; what a killed attempt left is thrown away.
 */
final class PostgresData {
    static final String NAME = "azalai";

    /** The major version of the binaries this build carries. */
    private static final String MAJOR = "17";

    private static final int PASSWORD_BYTES = 24;

    private final Path folder;

    /** @param folder holds the data, the password and the binaries */
    PostgresData(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder.resolve("data");
    }

    /** Written by a running server; its first line is the server's process number. */
    Path pidFile() {
        return path().resolve("postmaster.pid");
    }

    /** Makes the cluster unless there is one. No server of an earlier start may be running. */
    void prepare(PostgresPrograms programs) throws IOException, InterruptedException {
        Path draft = folder.resolve("data.new");
        FileTree.delete(draft);
        if (Files.exists(path())) {
            requireVersion();
            if (!Files.exists(passwordFile())) {
                setPassword(programs);
            }
            return;
        }
        Files.createDirectory(draft, DataFolder.OWNER_FOLDER);
        programs.user().give(draft);
        writePassword();
        initialise(programs, draft);
        succeed(programs.singleUser(draft, "postgres", "CREATE DATABASE " + NAME + ";\n"), "make its database");
        Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void initialise(PostgresPrograms programs, Path draft) throws IOException, InterruptedException {
        // initdb reads the password as the server's user, which may not read ours.
        Path copy = folder.resolve("password.copy");
        Files.deleteIfExists(copy);
        Files.createFile(copy, DataFolder.OWNER_FILE);
        try {
            Files.copy(passwordFile(), copy, StandardCopyOption.REPLACE_EXISTING);
            programs.user().give(copy);
            succeed(
                    programs.initdb(
                            draft,
                            List.of(
                                    "--username=" + NAME,
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + copy,
                                    "--encoding=UTF8",
                                    // PostgreSQL's own C.UTF-8: the same on every system, whatever its C library has.
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8",
                                    "--locale=C")),
                    "make its data folder");
        } finally {
            Files.delete(copy);
        }
    }

    private void requireVersion() throws IOException {
        String version = Files.readString(path().resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR)) {
            throw new ServiceFailure("The database in " + path() + " was written by PostgreSQL " + version
                    + " and this build carries " + MAJOR + ": dump it with the old one, or choose another folder with"
                    + " --data.");
        }
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        OwnerFile.write(passwordFile(), (password + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Somebody deleted the file: whoever may read the data may also choose a new password. */
    private void setPassword(PostgresPrograms programs) throws IOException, InterruptedException {
        writePassword();
        String sql = "ALTER ROLE " + NAME + " PASSWORD '" + password() + "';\n";
        Command.Result result = programs.singleUser(path(), "postgres", sql);
        if (!result.succeeded()) {
            Files.delete(passwordFile());
        }
        succeed(result, "set a new password");
    }

    private void succeed(Command.Result result, String what) {
        if (!result.succeeded()) {
            throw new ServiceFailure(
                    "PostgreSQL could not " + what + " in " + folder + ": " + PostgresMessages.reason(result.output()));
        }
    }
}
