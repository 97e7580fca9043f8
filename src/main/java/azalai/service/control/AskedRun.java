package azalai.service.control;

import azalai.error.Refusal;
import azalai.pipeline.RunRequest;
import java.util.List;
import java.util.Map;

/**
 * A run that the owner of a data folder is asked for.
 *
 * @param settings what the command line and the environment of whoever asks set, by name: the owner has settings of its own
 */
record AskedRun(RunRequest request, Map<String, String> settings) {
    /** @throws Refusal naming the settings that the owner has otherwise; their values stay out of the sentence */
    void check(Map<String, String> owners) {
        List<String> others = settings.keySet().stream()
                .filter(name -> !settings.get(name).equals(owners.get(name)))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            throw new Refusal(
                    "azalai up executes this run and has other settings: %s cannot be handed over; leave it out, or stop azalai up and start it anew with it."
                            .formatted(String.join(", ", others)));
        }
    }
}
