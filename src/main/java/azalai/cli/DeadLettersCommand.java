package azalai.cli;

import azalai.ledger.DeadLetter;
import azalai.ledger.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azalai dead-letters}: the records that could not be carried on. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Lists the records that could not be carried on, or publishes one again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ReplayCommand.class)
final class DeadLettersCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say list or replay");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists dead letters, newest first.")
    int list(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "PIPELINE", arity = "0..1", description = "Only its own (default: those of all).")
                    String pipeline,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "So many at most (default: 100).")
                    int limit) {
        if (limit < 1) {
            throw new azalai.error.Refusal("--limit %d lists nothing: give a number from 1 on.".formatted(limit));
        }
        return StoredData.in(options, pipeline, fresh -> listing(List.of()).print(options.json()), stored -> listing(
                        new DeadLetters(stored.database()).list(pipeline, limit + 1))
                .print(options.json(), limit));
    }

    static Listing listing(Iterable<DeadLetter> letters) {
        Listing listing = new Listing()
                .right("ID")
                .left("PIPELINE", "STAGE", "KEY", "AT")
                .right("SEEN")
                .left("REPLAYED", "REASON");
        for (DeadLetter letter : letters) {
            String key = letter.key() == null ? null : new String(letter.key(), StandardCharsets.UTF_8);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", letter.id());
            json.put("pipeline", letter.pipeline());
            json.put("run", letter.runId());
            json.put("stage", letter.stage());
            json.put("target", letter.target());
            json.put("topic", letter.topic());
            json.put("key", key);
            json.put("at", Text.iso(letter.at()));
            json.put("seen", letter.seen());
            json.put("replayed_at", Text.iso(letter.replayedAt()));
            json.put("reason", letter.reason());
            listing.add(
                    json,
                    letter.id(),
                    letter.pipeline(),
                    letter.stage(),
                    Text.brief(key),
                    Text.time(letter.at()),
                    letter.seen(),
                    Text.time(letter.replayedAt()),
                    letter.reason());
        }
        return listing;
    }
}
