package azalai.cli;

import azalai.Refusal;
import azalai.config.Configuration;
import azalai.database.Database;
import azalai.publish.DeadLetter;
import azalai.publish.DeadLetters;
import azalai.publish.KafkaClients;
import azalai.publish.Replay;
import azalai.services.EmbeddedServers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Parameters(paramLabel = "ID", description = "The dead letter's number, as list shows it.")
    private long id;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The corrected record: a JSON object whose fields are the table's columns.")
    private Path file;

    @Override
    public Integer call() {
        byte[] corrected = file == null ? null : read(file);
        try (Session session = new Session(options)) {
            Configuration configuration = session.with(Set.of(Server.KAFKA, Server.POSTGRES));
            try (Database database = Database.connect(configuration)) {
                DeadLetters letters = new DeadLetters(database);
                DeadLetter letter = letters.find(id)
                        .orElseThrow(() -> new Refusal(
                                "There is no dead letter %d: see ./azalai dead-letters list.".formatted(id)));
                new Replay(letters, KafkaClients.of(configuration)).publish(letter, corrected);
                done(letter);
                return 0;
            }
        }
    }

    private void done(DeadLetter letter) {
        if (options.json()) {
            System.out.println(Json.line(Map.of("id", letter.id(), "topic", letter.topic())));
        } else {
            System.out.printf("dead letter %d: published to %s%n", letter.id(), letter.topic());
        }
        Terminal.progress(
                letter.pipeline() == null
                        ? "run the pipeline to load it"
                        : "run the pipeline to load it: ./azalai run " + letter.pipeline());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal("The file %s of --file cannot be read.".formatted(file), e);
        }
    }
}
