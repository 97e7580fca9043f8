package azalai.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options every command has. */
final class CommonOptions {
    /** How results are printed. */
    enum Output {
        text,
        json
    }

    @Mixin
    SampleOptions sample = new SampleOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder (default: var/ in the project).")
    Path data;

    @Option(names = "-D", paramLabel = "NAME=VALUE", description = "Sets a property of application.properties.")
    Map<String, String> defined = new TreeMap<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "How results are printed (default: text).")
    Output output = Output.text;

    boolean json() {
        return output == Output.json;
    }
}
