package azalai.cli;

import azalai.Failure;
import azalai.control.ControlClient;
import java.nio.channels.FileLock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code azalai cancel}: ends a run that the folder's owner executes. */
@Command(name = "cancel", mixinStandardHelpOptions = true, description = "Ends a run that azalai up executes.")
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "RUN", description = "The run's number, as runs lists it.")
    private long run;

    @Override
    public Integer call() throws Exception {
        try (Session session = new Session(options)) {
            if (!owner(session).map(owner -> owner.cancel(run)).orElse(false)) {
                throw new Failure(
                        "Run %d is executed by no azalai up on the data folder %s: ./azalai describe run %1$d shows how it stands; a run in a terminal ends by Ctrl-C there."
                                .formatted(run, session.data().folder()));
            }
            System.out.println(
                    options.json()
                            ? Json.line(java.util.Map.of("run", run, "state", "cancelled"))
                            : "run " + run + ": cancelled");
            return 0;
        }
    }

    /** Empty if nobody owns the folder, whatever a killed owner's file still says. */
    private static Optional<ControlClient> owner(Session session) throws Exception {
        Optional<FileLock> free = session.data().lock();
        if (free.isPresent()) {
            free.get().channel().close();
            return Optional.empty();
        }
        return ControlClient.find(session.data());
    }
}
