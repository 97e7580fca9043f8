package azalai.cli;

import azalai.error.Refusal;
import azalai.ledger.Cursors;
import azalai.ledger.Cursors.Cursor;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code azalai cursor}: how far a pipeline has read its source. */
@Command(
        name = "cursor",
        mixinStandardHelpOptions = true,
        description = "Shows, sets or resets how far a pipeline has read its source.",
        synopsisSubcommandLabel = "COMMAND")
final class CursorCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Say show, set or reset");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints the cursor: a day, or none.")
    int show(@Mixin CommonOptions options, @Parameters(paramLabel = "PIPELINE") String pipeline) {
        return StoredData.in(
                options,
                pipeline,
                fresh -> print(options, pipeline, List.of()),
                stored -> print(options, pipeline, new Cursors(stored.database()).all(pipeline)));
    }

    private static void print(CommonOptions options, String pipeline, List<Cursor> all) throws Exception {
        String value = all.stream().findFirst().map(c -> c.value().toString()).orElse("none");
        if (options.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("pipeline", pipeline);
            json.put("value", all.isEmpty() ? null : value);
            json.put("source", all.isEmpty() ? null : all.get(0).source());
            System.out.println(Json.line(json));
        } else {
            System.out.println(value);
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Sets the cursor to a day; the next run begins a lag before it.")
    int set(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "PIPELINE") String pipeline,
            @Parameters(paramLabel = "DAY", description = "yyyy-mm-dd, UTC, not in the future") LocalDate day) {
        if (day.isAfter(LocalDate.now(ZoneOffset.UTC))) {
            throw new Refusal("The day %s is in the future: a cursor stands at a day that was read.".formatted(day));
        }
        return StoredData.in(options, pipeline, stored -> {
            Cursors cursors = new Cursors(stored.database());
            cursors.set(pipeline, stored.source(pipeline), day);
            Terminal.progress("the cursor of %s at %s is %s".formatted(pipeline, stored.source(pipeline), day));
        });
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Forgets the cursor; the next run reads everything.")
    int reset(@Mixin CommonOptions options, @Parameters(paramLabel = "PIPELINE") String pipeline) {
        return StoredData.in(options, pipeline, stored -> {
            new Cursors(stored.database()).reset(pipeline);
            Terminal.progress("the cursor of %s is forgotten: its next run is full".formatted(pipeline));
        });
    }
}
