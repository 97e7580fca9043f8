package azalai.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Records that somebody hands to a pipeline from outside a run; travels with its exchange as property
 * {@link #PROPERTY}. Either all of them are published or none. They are read a page at a time, and twice: to see whether
 * all can be taken, and to publish them. Nobody holds all of them at once.
 */
public final class Submission implements AutoCloseable {
    /** The exchange property that holds the submission. */
    public static final String PROPERTY = "azalai.submission";
    /** So many refused records are named, the first; the others are counted. */
    private static final int NAMED = 100;

    /**
     * Something that was submitted.
     *
     * @param index its place, from 0
     * @param record in the source's form; null if it is none
     * @param refused why it is no record, in one sentence; null if it is one
     */
    public record Item(int index, Map<String, Object> record, String refused) {}

    /** The pages of a submission, from the first; whoever opens them closes them. */
    public interface Pages extends Iterator<List<Item>>, AutoCloseable {
        @Override
        void close();
    }

    /**
     * A record that cannot be taken.
     *
     * @param index its place in what was submitted, from 0
     * @param reason why, in one sentence
     */
    public record Refused(int index, String reason) {}

    private final String pipeline;
    private final Supplier<Pages> source;
    private final List<Pages> opened = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private int submitted;
    private int refusals;

    /** What this source gives, to this pipeline. */
    public Submission(String pipeline, Supplier<Pages> source) {
        this.pipeline = pipeline;
        this.source = source;
    }

    /** The pipeline that is to take them. */
    public String pipeline() {
        return pipeline;
    }

    /** The refused ones by their place, 100 at most. */
    public List<Refused> refused() {
        return refused.stream().sorted(Comparator.comparingInt(Refused::index)).toList();
    }

    /** How many are refused. */
    public int refusals() {
        return refusals;
    }

    /** How many refused, of how many, as a sentence. */
    public String verdict() {
        return "%d of %d records are refused; nothing was published.".formatted(refusals, submitted);
    }

    Pages pages() {
        Pages pages = source.get();
        opened.add(pages);
        return pages;
    }

    void count(int records) {
        submitted += records;
    }

    void refuse(int index, String reason) {
        refusals++;
        if (refused.size() < NAMED) {
            refused.add(new Refused(index, reason));
        }
    }

    /** Lets go of what is open. */
    @Override
    public void close() {
        opened.forEach(Pages::close);
    }
}
