package azalai.load;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** What a task, or all tasks together, staged. Mutable: a task adds record by record. */
final class StagedCounts implements Serializable {
    long rows;
    long dead;
    /** Of the dead letters, those that a later message of their key made good; looked for only if they are too many. */
    long overtaken;
    /** Records, dead ones too, that carry the load's own run in their header. */
    long ofRun;
    /** Rows whose message names no run of the pipeline: pushed, or another program's. */
    long ofNoRun;

    long replaced;
    long readMillis;
    final Map<String, Long> ignored = new TreeMap<>();
    final RejectionReasons misfits = new RejectionReasons();
    /** Why the task cannot be done, however often it is tried; null if it was done. */
    String refusal;

    long read() {
        return rows + dead;
    }

    StagedCounts add(StagedCounts other) {
        rows += other.rows;
        dead += other.dead;
        ofRun += other.ofRun;
        ofNoRun += other.ofNoRun;
        replaced += other.replaced;
        readMillis += other.readMillis;
        other.ignored.forEach((name, count) -> ignored.merge(name, count, Long::sum));
        misfits.add(other.misfits);
        refusal = refusal == null ? other.refusal : refusal;
        return this;
    }
}
