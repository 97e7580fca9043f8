package azalai.cli;

import azalai.Application;
import azalai.config.Configuration;
import azalai.pipeline.Pipeline;
import azalai.run.RunResult;
import azalai.service.api.Passwords;
import azalai.service.api.Web;
import azalai.service.api.WebServer;
import azalai.service.control.ControlServer;
import azalai.service.servers.EmbeddedServers.Server;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code azalai up}: the application with its schedules, until it is stopped. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the application and its schedules and stays up until it is stopped.")
final class UpCommand implements Callable<Integer> {
    /** As the JVM itself ends when it has no memory left (ExitOnOutOfMemoryError). */
    private static final int DIED = 3;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration END_WITHIN = Duration.ofSeconds(60);

    @Mixin
    private CommonOptions options;

    @Override
    public Integer call() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (StopSignal signal = new StopSignal();
                Session session = new Session(options);
                FileLock lock = session.own()) {
            WebServer.check(session.configuration());
            Configuration configuration = session.with(EnumSet.allOf(Server.class));
            try (Application application = Application.start(configuration, session.data());
                    Web web = application.serve(session.data(), UpCommand::tellPassword);
                    ControlServer control =
                            ControlServer.open(session.data(), application.runs(), session.settings(configuration));
                    ServerWatch watch = ServerWatch.of(session, EnumSet.allOf(Server.class))) {
                signal.stopBy(stopped::countDown);
                application.runs().onResult(UpCommand::tell);
                application.schedule(Terminal::error);
                for (Pipeline pipeline : application.pipelines().all()) {
                    Terminal.progress(
                            pipeline.schedule().isEmpty()
                                    ? pipeline.name() + ": by hand only"
                                    : "%s: %s (%s)".formatted(pipeline.name(), pipeline.schedule(), pipeline.zone()));
                }
                Terminal.progress("API: %s/api/openapi, user %s".formatted(web.url(), Passwords.USER));
                Terminal.progress("up; Ctrl-C stops");
                Optional<String> died = Optional.empty();
                while (died.isEmpty() && !stopped.await(LOOK_AGAIN.toSeconds(), TimeUnit.SECONDS)) {
                    died = watch.failure().or(application::deadPart);
                }
                died.ifPresent(UpCommand::tellDeath);
                Terminal.progress("stopping");
                watch.close();
                application.stop();
                return died.isPresent() ? DIED : 0;
            }
        }
    }

    /** What has died may also be what an orderly end waits for. */
    private static void tellDeath(String sentence) {
        Terminal.error(sentence + " azalai ends, for whoever supervises it to start it anew.");
        Thread end = new Thread(
                () -> {
                    LockSupport.parkNanos(END_WITHIN.toNanos());
                    Runtime.getRuntime().halt(DIED);
                },
                "end");
        end.setDaemon(true);
        end.start();
    }

    /** Every run that failed, and of the others those that brought something: one a second may look in vain. */
    private static void tell(RunResult result) {
        if (result.state().equals("queued")) {
            Terminal.progress("run %d of %s goes back to the queue".formatted(result.run(), result.pipeline()));
        } else if (result.error() != null) {
            Terminal.error("Run %d of %s: %s".formatted(result.run(), result.pipeline(), result.error()));
        } else if (result.counts().values().stream().anyMatch(count -> count > 0)) {
            Terminal.progress("run %d of %s".formatted(result.run(), result.summary()));
        }
    }

    private static void tellPassword(String password) {
        Terminal.progress("the password of user %s is %s (shown this once; ./azalai password reset makes a new one)"
                .formatted(Passwords.USER, password));
    }
}
