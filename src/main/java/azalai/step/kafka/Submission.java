package azalai.step.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Records that somebody hands to a pipeline from outside a run; travels with its exchange as property
 * {@link #PROPERTY}. Either all of them are published or none. They are read and cleaned a page at a time, and wait on
 * disk until it is sure that all can be taken: nobody holds all of them at once.
 */
public final class Submission implements AutoCloseable {
    /** The exchange property that holds the submission. */
    public static final String PROPERTY = "azalai.submission";
    /** After so many refused records the others are not looked at. */
    private static final int NAMED = 100;

    /**
     * Something that was submitted.
     *
     * @param index its place, from 0
     * @param record in the source's form; null if it is none
     * @param refused why it is no record, in one sentence; null if it is one
     */
    public record Item(int index, Map<String, Object> record, String refused) {}

    /**
     * A record that cannot be taken.
     *
     * @param index its place in what was submitted, from 0
     * @param reason why, in one sentence
     */
    public record Refused(int index, String reason) {}

    private final String pipeline;
    private final Iterator<List<Item>> pages;
    private final Room.Share room;
    private Spool spool;
    private final List<Refused> refused = new ArrayList<>();
    private int submitted;
    private int refusals;

    /** These pages, to this pipeline, in this part of the heap. */
    public Submission(String pipeline, Iterator<List<Item>> pages, Room.Share room) {
        this.pipeline = pipeline;
        this.pages = pages;
        this.room = room;
    }

    /** The pipeline that is to take them. */
    public String pipeline() {
        return pipeline;
    }

    /** The refused ones by their place, the first hundred. */
    public List<Refused> refused() {
        return refused.stream().sorted(Comparator.comparingInt(Refused::index)).toList();
    }

    /** How many are refused. */
    public int refusals() {
        return refusals;
    }

    /** Whether so many are refused that it is not worth looking at the others, each of which costs as much as a page. */
    boolean hopeless() {
        return refusals >= NAMED;
    }

    /** How many are refused, of how many, as a sentence. */
    public String verdict() {
        return hopeless()
                ? "%d records are refused, and the others were not looked at; nothing was published.".formatted(NAMED)
                : "%d of %d records are refused; nothing was published.".formatted(refusals, submitted);
    }

    /** What was submitted, once. */
    Iterator<List<Item>> pages() {
        return room.paced(pages);
    }

    /** Where its cleaned pages wait. */
    Spool spool(Path folder) throws IOException {
        spool = new Spool(folder);
        return spool;
    }

    /** The cleaned pages, to be published. */
    Iterator<List<Map<String, Object>>> cleaned() throws IOException {
        return room.paced(spool.pages());
    }

    void count(int records) {
        submitted += records;
    }

    void refuse(int index, String reason) {
        refusals++;
        refused.add(new Refused(index, reason));
    }

    /** Lets go of what it holds. */
    @Override
    public void close() {
        room.close();
        if (spool != null) {
            spool.close();
        }
    }
}
