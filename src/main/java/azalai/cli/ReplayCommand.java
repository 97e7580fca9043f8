package azalai.cli;

import azalai.config.Configuration;
import azalai.database.Database;
import azalai.error.Refusal;
import azalai.kafka.KafkaClients;
import azalai.ledger.DeadLetter;
import azalai.ledger.DeadLetters;
import azalai.service.servers.EmbeddedServers.Server;
import azalai.step.kafka.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azalai dead-letters replay}: publishes a record again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Publishes a dead letter's record again, unchanged or corrected; the next load takes it.")
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The dead letters' numbers, as list shows them.")
    private List<Long> ids;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The corrected record: a JSON object whose fields are the table's columns.")
    private Path file;

    @Override
    public Integer call() {
        if (file != null && ids.size() > 1) {
            throw new Refusal("--file corrects one record: give one ID with it.");
        }
        byte[] corrected = file == null ? null : read(file);
        try (Session session = new Session(options)) {
            if (session.isFresh()) {
                throw noLetter(ids.get(0));
            }
            Configuration configuration = session.with(Set.of(Server.KAFKA, Server.POSTGRES));
            try (Database database = Database.connect(configuration)) {
                DeadLetters letters = new DeadLetters(database);
                List<DeadLetter> chosen = ids.stream()
                        .map(id -> letters.find(id).orElseThrow(() -> noLetter(id)))
                        .toList();
                Replay replay = new Replay(letters, KafkaClients.of(configuration));
                for (DeadLetter letter : chosen) {
                    replay.publish(letter, corrected);
                    done(letter);
                }
                chosen.stream()
                        .map(DeadLetter::pipeline)
                        .distinct()
                        .forEach(pipeline -> Terminal.progress(
                                pipeline == null
                                        ? "run the pipeline to load it"
                                        : "run the pipeline to load it: ./azalai run " + pipeline));
                return 0;
            }
        }
    }

    private static Refusal noLetter(long id) {
        return new Refusal("There is no dead letter %d: see ./azalai dead-letters list.".formatted(id));
    }

    private void done(DeadLetter letter) {
        if (options.json()) {
            System.out.println(Json.line(Map.of("id", letter.id(), "topic", letter.topic())));
        } else {
            System.out.printf("dead letter %d: published to %s%n", letter.id(), letter.topic());
        }
        if (letter.replayedAt() != null) {
            Terminal.progress("dead letter %d was replayed before, on %s: the later message wins"
                    .formatted(letter.id(), Text.time(letter.replayedAt())));
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal("The file %s of --file cannot be read.".formatted(file), e);
        }
    }
}
