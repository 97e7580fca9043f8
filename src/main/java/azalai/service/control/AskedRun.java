package azalai.service.control;

import azalai.config.Configuration;
import azalai.error.Refusal;
import azalai.pipeline.RunRequest;
import java.util.List;
import java.util.Map;

/**
 * A run that the owner of a data folder is asked for.
 *
 * @param settings what the command line and the environment of whoever asks set, by name, each value as its
 *     {@link Mark}: the owner has settings of its own
 */
record AskedRun(RunRequest request, Map<String, String> settings) {
    /** @throws Refusal naming the settings that the owner has otherwise */
    void check(List<Map<String, String>> owners, Mark mark) {
        List<String> others = settings.keySet().stream()
                .filter(name -> Configuration.concernsRuns(name))
                .filter(name -> owners.stream()
                        .noneMatch(own -> mark.of(own.getOrDefault(name, "")).equals(settings.get(name))))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            throw new Refusal(
                    "azalai up executes this run and has other settings: %s cannot be handed over; leave it out, or stop azalai up and start it anew with it."
                            .formatted(String.join(", ", others)));
        }
    }
}
