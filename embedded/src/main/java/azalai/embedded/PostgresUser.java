package azalai.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom PostgreSQL runs as. It refuses to be root; so for root its programs are started as somebody else, in the first
 * way that works here: as the owner of the data there already is, as {@code nobody}, as the owner of the folder above
 * (root working in a user's home), and at last in a user namespace without a mapping, where root is called nobody but
 * still owns what it owns (for a folder below /root, or a file system that knows one owner only).
 *
 * @param prefix words before a program's own; none for an ordinary user
 * @param uid who must own the server's files; {@link #MYSELF} = whoever makes them
 */
record PostgresUser(List<String> prefix, int uid, int gid) {
    static final int MYSELF = -1;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresUser.class);
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final PostgresUser ORDINARY = new PostgresUser(List.of(), MYSELF, MYSELF);
    private static final PostgresUser NAMELESS = new PostgresUser(List.of("unshare", "-U", "--"), MYSELF, MYSELF);

    /**
     * @param folder the folder that holds binaries and data
     * @param data the data itself; it may not exist yet
     * @throws ServiceFailure when nobody here may run the server on that data
     */
    static PostgresUser choose(Path folder, Path data, Path postgres) throws IOException, InterruptedException {
        int me = (int) new UnixSystem().getUid();
        boolean exists = Files.exists(data);
        if (me != ROOT) {
            if (exists && id(data, "uid") != me) {
                throw new ServiceFailure("The database in " + data + " belongs to "
                        + Files.getOwner(data).getName() + " and not to " + System.getProperty("user.name")
                        + ": start as that user, or choose another folder with --data.");
            }
            return ORDINARY;
        }
        for (PostgresUser candidate : exists ? ownerOf(data) : candidates(folder)) {
            if (candidate.works(folder, postgres)) {
                return candidate;
            }
        }
        throw new ServiceFailure("PostgreSQL refuses to run as root, and no other user can be used on " + folder
                + ": start as an ordinary user, or choose a folder that everybody may enter with --data, for example"
                + " --data /var/lib/azalai.");
    }

    private static List<PostgresUser> candidates(Path folder) throws IOException {
        List<PostgresUser> candidates = new ArrayList<>();
        candidates.add(as(NOBODY, NOBODY));
        for (Path above = folder; above != null; above = above.getParent()) {
            if (id(above, "uid") != ROOT) {
                candidates.add(as(id(above, "uid"), id(above, "gid")));
                break;
            }
        }
        candidates.add(NAMELESS);
        return candidates;
    }

    private static List<PostgresUser> ownerOf(Path data) throws IOException {
        int uid = id(data, "uid");
        return List.of(uid == ROOT ? NAMELESS : as(uid, id(data, "gid")));
    }

    private static PostgresUser as(int uid, int gid) {
        return new PostgresUser(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"), uid, gid);
    }

    private static int id(Path path, String attribute) throws IOException {
        return (int) Files.getAttribute(path, "unix:" + attribute);
    }

    /** Whether files can be given to this user and it can reach and run the server's program. */
    private boolean works(Path folder, Path postgres) throws IOException, InterruptedException {
        Path probe = Files.createTempFile(folder, ".probe", null, DataFolder.OWNER_FILE);
        try {
            give(probe);
            Command.Result result = Command.run(folder, Duration.ofSeconds(20), "", words(postgres, "--version"));
            LOG.info("{}: exit {}, {}", prefix, result.exit(), result.output().strip());
            return result.succeeded();
        } catch (IOException e) {
            LOG.info("{} does not work here", prefix, e);
            return false;
        } finally {
            Files.delete(probe);
        }
    }

    /** Makes a file or an empty folder this user's. */
    void give(Path path) throws IOException {
        if (uid != MYSELF) {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** @return the command line that runs a program as this user */
    List<String> words(Path program, String... arguments) {
        List<String> words = new ArrayList<>(prefix);
        words.add(program.toString());
        words.addAll(List.of(arguments));
        return words;
    }
}
