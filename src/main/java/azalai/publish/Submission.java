package azalai.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Records that somebody hands to a pipeline from outside a run; travels with its exchange as property
 * {@link #PROPERTY}. Either all of them are published or none.
 */
public final class Submission {
    /** The exchange property that holds the submission. */
    public static final String PROPERTY = "azalai.submission";
    /** So many refused records are named, the first; the others are counted. */
    private static final int NAMED = 100;

    /**
     * A record that cannot be taken.
     *
     * @param index its place in what was submitted, from 0
     * @param reason why, in one sentence
     */
    public record Refused(int index, String reason) {}

    private final String pipeline;
    private final List<Map<String, Object>> records = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private int submitted;
    private int refusals;

    /** An empty submission to this pipeline. */
    public Submission(String pipeline) {
        this.pipeline = pipeline;
    }

    /** Adds a record in the source's form. */
    public void add(Map<String, Object> record) {
        records.add(record);
        indexes.add(submitted++);
    }

    /** Adds something that is no record. */
    public void addRefused(String reason) {
        refuse(submitted++, reason);
    }

    /** The pipeline that is to take them. */
    public String pipeline() {
        return pipeline;
    }

    /** How many were submitted, refused ones too. */
    public int submitted() {
        return submitted;
    }

    /** The records that were read, in their order. */
    public List<Map<String, Object>> records() {
        return records;
    }

    /** The refused ones by their place, 100 at most. */
    public List<Refused> refused() {
        return refused.stream()
                .sorted(java.util.Comparator.comparingInt(Refused::index))
                .toList();
    }

    /** How many are refused. */
    public int refusals() {
        return refusals;
    }

    /** Refuses the n-th of {@link #records}. */
    void refuseRecord(int n, String reason) {
        refuse(indexes.get(n), reason);
    }

    private void refuse(int index, String reason) {
        refusals++;
        if (refused.size() < NAMED) {
            refused.add(new Refused(index, reason));
        }
    }
}
