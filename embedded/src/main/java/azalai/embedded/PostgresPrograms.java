package azalai.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's own programs, run as its user.
 *
 * @param binaries the unpacked folder
 * @param folder the working folder
 */
record PostgresPrograms(Path binaries, PostgresUser user, Path folder) {

    /** @param arguments without {@code -D} */
    Command.Result initdb(Path data, List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-D", data.toString()));
        words.addAll(arguments);
        return run("initdb", Duration.ofMinutes(2), "", words);
    }

    /** Runs SQL on data no server runs on; one statement a line. */
    Command.Result singleUser(Path data, String database, String sql) throws IOException, InterruptedException {
        return run("postgres", Duration.ofMinutes(2), sql, List.of("--single", "-D", data.toString(), database));
    }

    Command.Result start(Path data, Path log, String options) throws IOException, InterruptedException {
        // Two minutes: after a crash the server first replays up to a gigabyte of its log.
        return run(
                "pg_ctl",
                Duration.ofSeconds(130),
                "",
                List.of("start", "-w", "-t", "120", "-D", data.toString(), "-l", log.toString(), "-o", options));
    }

    /** @param mode fast or immediate */
    boolean stop(Path data, String mode, Duration atMost) throws IOException, InterruptedException {
        String seconds = String.valueOf(Math.max(1, atMost.toSeconds()));
        return run(
                        "pg_ctl",
                        atMost.plusSeconds(5),
                        "",
                        List.of("stop", "-w", "-m", mode, "-t", seconds, "-D", data.toString()))
                .succeeded();
    }

    /** As its own user: root without the right to signal others can end it nevertheless. */
    void kill(long pid) throws IOException, InterruptedException {
        run("pg_ctl", Duration.ofSeconds(5), "", List.of("kill", "KILL", String.valueOf(pid)));
    }

    private Command.Result run(String program, Duration atMost, String input, List<String> arguments)
            throws IOException, InterruptedException {
        return Command.run(
                folder,
                atMost,
                input,
                user.words(binaries.resolve("bin").resolve(program), arguments.toArray(String[]::new)));
    }
}
