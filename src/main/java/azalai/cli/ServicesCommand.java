package azalai.cli;

import azalai.error.Failure;
import azalai.service.servers.Addresses;
import azalai.service.servers.EmbeddedServers.Running;
import azalai.service.servers.EmbeddedServers.Server;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code azalai services}: the embedded servers, on their own. */
@Command(
        name = "services",
        mixinStandardHelpOptions = true,
        description = "Starts, stops or shows the embedded servers.",
        synopsisSubcommandLabel = "COMMAND")
final class ServicesCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Say start, stop or status");
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Starts the embedded servers and leaves them running.")
    int start(@Mixin CommonOptions options) {
        try (Session session = new Session(options)) {
            Set<Server> wanted = session.embedded(EnumSet.allOf(Server.class));
            if (wanted.isEmpty()) {
                throw new Failure("The configuration names every server: there is none to embed.");
            }
            if (session.settled(wanted).isPresent()) {
                throw new Failure("The embedded servers of %s run already: ./azalai services status shows where."
                        .formatted(session.data().folder()));
            }
            session.start(wanted, false);
            return 0;
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Stops the embedded servers that services start left running.")
    int stop(@Mixin CommonOptions options) throws IOException {
        try (Session session = new Session(options)) {
            Optional<Running> running = session.servers().running();
            if (running.isEmpty()) {
                Terminal.progress("no embedded servers run in " + session.data().folder());
                return 0;
            }
            if (running.get().attached()) {
                throw new Failure("The embedded servers of %s belong to another azalai and stop with it."
                        .formatted(session.data().folder()));
            }
            try (FileLock lock = session.own()) {
                session.servers().stop(running.get());
            }
            Terminal.progress("stopped");
            return 0;
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Prints the running servers' addresses as lines for a shell; exit code 1 if none run.")
    int status(@Mixin CommonOptions options) {
        try (Session session = new Session(options)) {
            Optional<Running> running = session.servers().running();
            running.map(Running::addresses).ifPresent(addresses -> print(addresses, options.json()));
            return running.isPresent() ? 0 : 1;
        }
    }

    private static void print(Addresses addresses, boolean json) {
        if (json) {
            System.out.println(Json.line(addresses.byVariable()));
            return;
        }
        addresses
                .variables()
                .forEach(name -> System.out.printf(
                        "export %s='%s'%n",
                        name, addresses.byVariable().get(name).replace("'", "'\\''")));
    }
}
