package azalai.sample.file;

import azalai.sample.query.Condition;
import azalai.sample.query.Query;
import azalai.sample.query.Range;
import azalai.sample.query.RowCursor;
import azalai.sample.query.Schema;
import azalai.sample.query.SortKey;
import azalai.sample.query.SortedPasses;
import azalai.sample.query.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSONL file as a dataset, in file order. Memory holds an offset and a publication date for each line; a packed file is
 * unpacked into a temporary file that no crash leaves behind. Sorting reads the file, once for each order asked.
 */
public final class FileSource implements Source {
    private static final int REMEMBERED_ORDERS = 4;

    private final Schema schema;
    private final Lines lines;
    private final Instant modified;
    private final Map<List<SortKey>, int[]> orders = new LinkedHashMap<>();

    private FileSource(Schema schema, Lines lines, Instant modified) {
        this.schema = schema;
        this.lines = lines;
        this.modified = modified;
    }

    /**
     * Reads the file once. Throws an IOException whose message is one sentence, naming the line where a line is not a
     * JSON object.
     */
    public static FileSource open(Path file, String dataset) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException(
                    "The sample file " + file + " cannot be read: name an existing .jsonl or .jsonl.gz file.");
        }
        FieldInference fields = new FieldInference(dataset);
        Lines lines = Lines.index(file, fields);
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        return new FileSource(fields.schema(), lines, modified);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Instant modified() {
        return modified;
    }

    @Override
    public long size() {
        return lines.size();
    }

    @Override
    public long count(Condition where) throws IOException {
        long count = 0;
        for (int line = 0; line < lines.size(); line++) {
            if (matches(line, where)) {
                count++;
            }
        }
        return count;
    }

    @Override
    public RowCursor rows(Query query) throws IOException {
        int[] order = query.order().isEmpty() ? null : order(query.order());
        RowCursor matching = new RowCursor() {
            private int next;

            @Override
            public FileRow next() throws IOException {
                while (next < lines.size()) {
                    int line = order == null ? next : order[next];
                    next++;
                    if (matches(line, query.where())) {
                        return lines.row(line);
                    }
                }
                return null;
            }
        };
        return RowCursor.window(matching, query.offset(), query.limit());
    }

    private boolean matches(int line, Condition where) throws IOException {
        Range range = where.range();
        if (!range.equals(Range.ALL) && !range.contains(lines.published(line))) {
            return false;
        }
        return where.isRangeOnly() || where.test(lines.row(line));
    }

    private int[] order(List<SortKey> keys) throws IOException {
        synchronized (orders) {
            int[] known = orders.get(keys);
            if (known != null) {
                return known;
            }
            int[] order = sort(keys);
            if (orders.size() == REMEMBERED_ORDERS) {
                orders.remove(orders.keySet().iterator().next());
            }
            orders.put(keys, order);
            return order;
        }
    }

    private int[] sort(List<SortKey> keys) throws IOException {
        SortedPasses passes = new SortedPasses(this::all, Condition.ALL, keys, -1);
        int[] order = new int[lines.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) passes.next();
        }
        return order;
    }

    private RowCursor all() {
        int[] next = {0};
        return () -> next[0] < lines.size() ? lines.row(next[0]++) : null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
