package azalai.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something that a route, a migration or a setting can have wrong, and what a person is to read of it. */
final class FailureCase {
    private static final String PIPELINE = """
            - route:
                id: x
                from:
                  uri: kamelet:pipeline-source
                  parameters:
                    pipeline: x
                    retries: 1
                    retryDelay: 10ms
                  steps:
            """;
    static final String PUBLISH = """
            - to:
                id: publish
                uri: direct:x-publish
            """;

    final String name;
    final int code;
    final String sentence;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> migrations = new LinkedHashMap<>();
    private String tasks = PUBLISH;
    private String steps = "- log: nothing\n";
    private String beside = "";
    private String file;
    private boolean passes;

    private FailureCase(String name, int code, String sentence) {
        this.name = name;
        this.code = code;
        this.sentence = sentence;
    }

    /** Refused before anything began. */
    static FailureCase refused(String name, String sentence) {
        return new FailureCase(name, 2, sentence);
    }

    /** A run or a migration failed. */
    static FailureCase failed(String name, String sentence) {
        return new FailureCase(name, 1, sentence);
    }

    /** With these steps (YAML) in what the pipeline's one task calls. */
    FailureCase in(String steps) {
        this.steps = steps;
        return this;
    }

    /** With these steps (YAML) as the pipeline's own, instead of the one task. */
    FailureCase tasks(String tasks) {
        this.tasks = tasks;
        return this;
    }

    /** With this file of routes beside the pipeline's. */
    FailureCase beside(String file) {
        beside = file;
        return this;
    }

    /** With this file of routes. */
    FailureCase file(String file) {
        this.file = file;
        return this;
    }

    /** With a setting. */
    FailureCase with(String setting) {
        options.add("-D" + setting);
        return this;
    }

    /** With a migration. */
    FailureCase migration(String file, String sql) {
        migrations.put(file, sql);
        return this;
    }

    /** It might pass: the task is tried again. */
    FailureCase mayPass() {
        passes = true;
        return this;
    }

    boolean isTriedAgain() {
        return passes;
    }

    /** Writes its files below a folder, and gives the options that make the product use them. */
    List<String> write(Path folder) throws IOException {
        Path route = folder.resolve("routes/x/x.camel.yaml");
        Files.createDirectories(route.getParent());
        Files.writeString(route, file == null ? routes() + beside : file);
        Path sql = folder.resolve("sql/" + name.replaceAll("[^a-z]+", "_"));
        Files.createDirectories(sql);
        for (Map.Entry<String, String> migration : migrations.entrySet()) {
            Files.writeString(sql.resolve(migration.getKey()), migration.getValue());
        }
        List<String> all = new ArrayList<>(List.of(
                "-Dazalai.routes=routes," + folder.resolve("routes"), "-Dazalai.sql=sql," + folder.resolve("sql")));
        all.addAll(options);
        return all;
    }

    private String routes() {
        return PIPELINE + tasks.indent(8) + """
                - route:
                    id: x-publish
                    from:
                      uri: direct:x-publish
                      steps:
                """ + steps.indent(8);
    }

    @Override
    public String toString() {
        return name;
    }
}
