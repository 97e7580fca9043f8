package azalai.run;

import java.util.List;

/**
 * A pipeline as its route declares it.
 *
 * @param name the name that {@code pipeline-source} is given
 * @param routeId the route that begins there
 * @param description the route's description; null if it has none
 * @param tasks the ids of its tasks, in order
 * @param schedule when it runs by itself; empty = never
 * @param timeZone the zone the schedule is read in
 * @param retry how a failed task is retried
 */
public record Pipeline(
        String name,
        String routeId,
        String description,
        List<String> tasks,
        String schedule,
        String timeZone,
        Retry retry) {}
