package azalai.cli;

import azalai.Application;
import azalai.config.Configuration;
import azalai.control.ControlServer;
import azalai.run.Pipeline;
import azalai.services.EmbeddedServers.Server;
import azalai.web.Passwords;
import azalai.web.Web;
import azalai.web.WebServer;
import java.nio.channels.FileLock;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code azalai up}: the application with its schedules, until it is stopped. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the application and its schedules and stays up until it is stopped.")
final class UpCommand implements Callable<Integer> {
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
                    ControlServer control = ControlServer.open(session.data(), application.runs())) {
                signal.stopBy(stopped::countDown);
                application.schedule();
                for (Pipeline pipeline : application.pipelines().all()) {
                    Terminal.progress(
                            pipeline.schedule().isEmpty()
                                    ? pipeline.name() + ": by hand only"
                                    : "%s: %s (%s)".formatted(pipeline.name(), pipeline.schedule(), pipeline.zone()));
                }
                Terminal.progress("API: %s/api/openapi, user %s".formatted(web.url(), Passwords.USER));
                Terminal.progress("up; Ctrl-C stops");
                stopped.await();
                Terminal.progress("stopping");
                application.stop();
            }
            return 0;
        }
    }

    private static void tellPassword(String password) {
        Terminal.progress("the password of user %s is %s (shown this once; ./azalai password reset makes a new one)"
                .formatted(Passwords.USER, password));
    }
}
