package azalai.cli;

import azalai.ledger.CursorKind;
import azalai.ledger.Cursors;
import azalai.ledger.Cursors.Cursor;
import azalai.pipeline.CursorSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints the cursor: a value of its source, or none.")
    int show(@Mixin CommonOptions options, @Parameters(paramLabel = "PIPELINE") String pipeline) {
        return StoredData.in(
                options,
                pipeline,
                fresh -> print(options, pipeline, List.of()),
                stored -> print(options, pipeline, new Cursors(stored.database()).all(pipeline)));
    }

    private static void print(CommonOptions options, String pipeline, List<Cursor> all) throws Exception {
        String value = all.stream().findFirst().map(Cursor::value).orElse("none");
        if (options.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("pipeline", pipeline);
            json.put("value", all.isEmpty() ? null : value);
            json.put("kind", all.isEmpty() ? null : all.get(0).kind().title());
            json.put("source", all.isEmpty() ? null : all.get(0).source());
            System.out.println(Json.line(json));
        } else {
            System.out.println(value);
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Sets the cursor to a value of its source; the next run begins a lag before it.")
    int set(
            @Mixin CommonOptions options,
            @Option(
                            names = "--source",
                            paramLabel = "SOURCE",
                            description = "Which source, if the pipeline reads several.")
                    String source,
            @Parameters(paramLabel = "PIPELINE") String pipeline,
            @Parameters(
                            paramLabel = "VALUE",
                            description =
                                    "What the source is ordered by: a day (yyyy-mm-dd, UTC), an instant, a number or a text; nothing in the future")
                    String value) {
        return StoredData.in(
                options,
                pipeline,
                configuration -> CursorKind.of(
                                CursorSource.of(configuration, pipeline, source).kind())
                        .parse(value),
                null,
                stored -> {
                    CursorSource found = CursorSource.of(stored.configuration(), pipeline, source);
                    CursorKind kind = CursorKind.of(found.kind());
                    String parsed = kind.parse(value);
                    new Cursors(stored.database()).set(pipeline, found.address(), kind, parsed);
                    Terminal.progress("the cursor of %s at %s is %s".formatted(pipeline, found.address(), parsed));
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
