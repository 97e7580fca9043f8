package azalai.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a JVM that was killed left behind: a server that lives on, or half of one, or its pid file. */
final class PostgresOrphan {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresOrphan.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private PostgresOrphan() {}

    /** Stops every process of this data folder's PostgreSQL, so that a new one may start. Who calls holds the lock. */
    static void stop(PostgresProcesses processes, PostgresPrograms programs, PostgresData data)
            throws IOException, InterruptedException {
        List<ProcessHandle> orphans = processes.running();
        if (!orphans.isEmpty()) {
            LOG.info("PostgreSQL of an earlier start is still running: {}", orphans);
            boolean stopped =
                    processes.server(data.pidFile()).isPresent() && programs.stop(data.path(), "fast", PATIENCE);
            LOG.info("It was {}", stopped ? "stopped" : "killed");
            kill(processes, programs);
        }
        if (processes.named(data.pidFile()).isPresent()) {
            // The number has been given to a stranger; the server would take that one for itself and refuse to start.
            Files.delete(data.pidFile());
        }
    }

    private static void kill(PostgresProcesses processes, PostgresPrograms programs)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<ProcessHandle> left = processes.running();
        while (!left.isEmpty()) {
            for (ProcessHandle process : left) {
                if (!process.destroyForcibly()) {
                    programs.kill(process.pid());
                }
            }
            if (System.nanoTime() > end) {
                throw new ServiceFailure("PostgreSQL of an earlier start still runs as process "
                        + left.get(0).pid() + " and cannot be ended: end it, then start again.");
            }
            TimeUnit.MILLISECONDS.sleep(50);
            left = processes.running();
        }
    }
}
