package azalai.ledger;

import azalai.database.Lifeline;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The runs under way that an owner says it executes. */
public final class OwnedRuns {
    private static final String SEEN = """
            UPDATE azalai.run SET seen_at = clock_timestamp() WHERE id = ANY (?) AND state = 'running' AND owner = ?
            RETURNING id, cancel_by""";

    private final Owner owner;

    /** Those of this owner. */
    public OwnedRuns(Owner owner) {
        this.owner = owner;
    }

    /**
     * Says that these runs are executed.
     *
     * @return those that are still the owner's, each with who asked to cancel it, if anyone did
     */
    public Map<Long, Optional<String>> see(Lifeline connection, Collection<Long> runs) throws SQLException {
        Map<Long, Optional<String>> seen = new HashMap<>();
        connection.query(
                SEEN,
                row -> seen.put(row.getLong(1), Optional.ofNullable(row.getString(2))),
                runs.toArray(Long[]::new),
                owner.token());
        return seen;
    }
}
