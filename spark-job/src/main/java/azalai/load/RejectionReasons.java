package azalai.load;

import azalai.protocol.LoadRequest;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why records became dead letters, counted by kind with the first of each as its example: one bad record is the source's
 * affair, a thousand with one reason are a wrong table, field or format.
 */
final class RejectionReasons implements Serializable {
    /** Kinds kept apart: triggers may say something else of each record. */
    private static final int KINDS = 100;

    private static final int TOLD = 5;

    /** How many records had a reason, and how the first of them put it. */
    record Reason(long count, String reason) implements Serializable {
        private Reason plus(Reason other) {
            return new Reason(count + other.count, reason);
        }
    }

    private final Map<String, Reason> kinds = new TreeMap<>();

    void add(String kind, String reason) {
        add(CopyText.line(kind), new Reason(1, CopyText.line(reason)));
    }

    void add(RejectionReasons other) {
        other.kinds.forEach(this::add);
    }

    private void add(String kind, Reason reason) {
        kinds.merge(kinds.size() < KINDS || kinds.containsKey(kind) ? kind : "…", reason, Reason::plus);
    }

    /** The commonest reasons, the commonest first. */
    List<Reason> commonest() {
        return kinds.values().stream()
                .sorted(Comparator.comparingLong(Reason::count).reversed())
                .limit(TOLD)
                .toList();
    }

    /** Whether so many dead letters of so many records are more than a load's limits allow. */
    boolean areTooMany(LoadRequest request, long dead, long read) {
        LoadRequest.Limits limits = request.limits();
        return dead > limits.mostMisfits() && dead > limits.mostMisfitsShare() * read;
    }

    /**
     * Fails a load that would make dead letters of more records than its limits allow.
     *
     * @param dead how many records do not fit
     * @param read of how many
     * @throws Refusal naming the commonest reason
     */
    void check(LoadRequest request, String table, long dead, long read) {
        if (!areTooMany(request, dead, read)) {
            return;
        }
        Reason commonest = commonest().get(0);
        throw new LastingRefusal(dead + " of " + read + " records do not fit table " + table
                + ", so the load was given up and changed nothing; " + commonest.count()
                + " of them for one reason, for example: "
                + commonest.reason()
                + "; mend the table or what the pipeline publishes, then run it with --full, or raise"
                + " load.most-misfits-share to make them dead letters and run again");
    }
}
