package azalai.run;

import azalai.error.Failure;

/** A run is refused because one of its pipeline is under way. */
public final class ActiveRun extends Failure {
    ActiveRun(String sentence) {
        super(sentence);
    }
}
