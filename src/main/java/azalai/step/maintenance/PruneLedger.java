package azalai.step.maintenance;

import azalai.config.Configuration;
import azalai.config.Durations;
import azalai.database.Database;
import azalai.error.Failure;
import azalai.ledger.Pruning;
import azalai.page.Counts;
import azalai.run.Work;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Deletes what is older than {@code keep}: runs with their tasks, loads, dead letters and log files. */
public final class PruneLedger implements Processor, CamelContextAware {
    private CamelContext context;
    private String keep;

    @Override
    public void process(Exchange exchange) {
        Work work = Work.of(exchange);
        Instant before = Instant.now().minus(age());
        Pruning pruning = new Pruning(context.getRegistry().findSingleByType(Database.class));
        int runs = pruning.runs(before);
        int loads = pruning.loads(before);
        int deadLetters = pruning.deadLetters(before);
        int logs = logs(before);
        Counts counts = work.counts();
        counts.add("pruned_runs", runs);
        counts.add("pruned_loads", loads);
        counts.add("pruned_dead_letters", deadLetters);
        counts.add("pruned_logs", logs);
        work.run()
                .notice("older than %s and deleted: %d runs, %d loads, %d dead letters, %d log files"
                        .formatted(keep, runs, loads, deadLetters, logs));
    }

    private Duration age() {
        return Durations.parse("keep", keep);
    }

    private int logs(Instant before) {
        Path folder = context.getRegistry()
                .findSingleByType(Configuration.class)
                .data()
                .resolve("log");
        int deleted = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before) && Files.deleteIfExists(file)) {
                    deleted++;
                }
            }
            return deleted;
        } catch (IOException e) {
            throw new Failure("The old log files in %s cannot be deleted: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    /** How old things get, as in {@code 400d}. */
    public void setKeep(String keep) {
        this.keep = keep;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}
