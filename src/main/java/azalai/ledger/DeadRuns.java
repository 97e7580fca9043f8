package azalai.ledger;

import azalai.database.Database;
import java.time.Duration;
import java.util.Collection;

/** Closes the runs that nobody executes any more: the one transition that another than the owner may take. */
public final class DeadRuns {
    /** A run whose owner was not seen for so long belongs to nobody. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    static final String STOPPED = "the application stopped";

    private static final String UNREACHABLE =
            "the database was out of reach for longer than " + LEASE.toSeconds() + " s";
    /** A firing whose runs bring the application down is not made up for again and again. */
    private static final int MOST_REPEATS = 5;

    private final Database database;
    private final Owner owner;

    /** The runs in this database, seen by this owner. */
    public DeadRuns(Database database, Owner owner) {
        this.database = database;
        this.owner = owner;
    }

    /**
     * running → failed, by anyone, for the runs whose owner is known to be dead or was not seen for {@link #LEASE}. Those
     * that answered a firing, and nobody cancelled, are made up for: of {@code always} each, of {@code latest} only the last firing.
     *
     * @return how many
     */
    public long close(Collection<String> always, Collection<String> latest) {
        return database.first(
                        """
                        WITH dead AS (
                          SELECT id FROM azalai.run WHERE state = 'running' AND (owner IS NULL
                            OR owner <> ? AND split_part(owner, '.', 1) = ?
                            OR seen_at < clock_timestamp() - make_interval(secs => ?)
                              AND pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => ?))
                          FOR UPDATE SKIP LOCKED),
                        closed AS (
                          UPDATE azalai.run r SET state = CASE WHEN cancel_by IS NULL THEN 'failed' ELSE 'cancelled' END, ended_at = clock_timestamp(),
                            error = CASE WHEN cancel_by IS NOT NULL THEN format('The run was cancelled by %s.', cancel_by) WHEN owner = ? THEN ? ELSE ? END
                          FROM dead WHERE r.id = dead.id RETURNING r.*),
                        tasks AS (
                          UPDATE azalai.task t SET
                            state = CASE WHEN closed.state = 'cancelled' THEN 'cancelled'
                              WHEN t.state IN ('running', 'up_for_retry') THEN 'failed' ELSE 'upstream_failed' END,
                            ended_at = CASE WHEN t.state IN ('running', 'up_for_retry') THEN clock_timestamp() END,
                            error = CASE WHEN t.state IN ('running', 'up_for_retry') THEN closed.error END
                          FROM closed WHERE t.run_id = closed.id AND t.state IN ('none', 'scheduled', 'queued', 'running', 'up_for_retry')),
                        again AS (
                          INSERT INTO azalai.run (pipeline, trigger, state, full_run, interval_from, interval_to, scheduled_at, request, missed, repeats)
                          SELECT pipeline, 'catch-up', 'queued', full_run, interval_from, interval_to, scheduled_at, request, missed, coalesce(repeats, id)
                          FROM closed c WHERE scheduled_at IS NOT NULL AND cancel_by IS NULL
                            AND (pipeline = ANY (?) OR pipeline = ANY (?) AND NOT EXISTS (
                              SELECT FROM azalai.run l WHERE l.pipeline = c.pipeline AND l.scheduled_at > c.scheduled_at AND l.state <> 'missed'))
                            AND (SELECT count(*) FROM azalai.run x WHERE x.pipeline = c.pipeline AND x.scheduled_at = c.scheduled_at) < ?)
                        SELECT count(*) FROM closed
                        """,
                        row -> row.getLong(1),
                        owner.token(),
                        owner.folder(),
                        LEASE.toSeconds(),
                        LEASE.toSeconds(),
                        owner.token(),
                        UNREACHABLE,
                        STOPPED,
                        always.toArray(String[]::new),
                        latest.toArray(String[]::new),
                        MOST_REPEATS)
                .orElseThrow();
    }
}
