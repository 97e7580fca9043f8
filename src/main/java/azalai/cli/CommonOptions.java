package azalai.cli;

import azalai.error.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options every command has. */
final class CommonOptions {
    /** How results are printed. */
    enum Output {
        text,
        json
    }

    /** Where a user's own pipelines are: without these another command does not know them. */
    private static final Pattern OWN_FOLDERS = Pattern.compile("azalai\\.(routes|sql)=.*");

    @Mixin
    SampleOptions sample = new SampleOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder (default: var/ in the project).")
    Path data;

    @Option(names = "-D", paramLabel = "NAME=VALUE", description = "Sets a property of application.properties.")
    private List<String> definitions = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "How results are printed (default: text).")
    Output output = Output.text;

    /** What {@code -D} said, by name. */
    Map<String, String> defined() {
        Map<String, String> defined = new TreeMap<>();
        for (String definition : definitions) {
            int equals = definition.indexOf('=');
            if (equals < 1) {
                throw new Refusal("-D%s says no value: write -DNAME=VALUE.".formatted(definition));
            }
            defined.put(definition.substring(0, equals), definition.substring(equals + 1));
        }
        return defined;
    }

    /** The options that say which folder is meant, as a person writes them; empty for the usual one. */
    String folder() {
        return Stream.concat(
                        Stream.of(
                                sample.wanted() ? "--sample" : "",
                                data == null ? "" : "--data " + quoted(data.toString())),
                        definitions.stream()
                                .filter(OWN_FOLDERS.asMatchPredicate())
                                .map(own -> "-D" + quoted(own)))
                .filter(option -> !option.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String path) {
        return path.matches("[\\w./:@%+=,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    boolean json() {
        return output == Output.json;
    }
}
