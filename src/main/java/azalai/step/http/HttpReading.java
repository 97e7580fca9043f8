package azalai.step.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a source is read, whatever is asked.
 *
 * @param format {@code json}, {@code columns} or {@code csv}
 * @param delimiter between two values of CSV
 * @param records the path of the records in a JSON answer; empty = the answer itself
 * @param totalField the path of the source's own count; empty = it does not say
 * @param pagings makes the paging of a part
 * @param parts what is asked for one after the other, a name and its values each
 * @param nameInto the field that gets a part's name; empty = none
 */
record HttpReading(
        String format,
        char delimiter,
        String records,
        String totalField,
        Supplier<Paging> pagings,
        List<List<String>> parts,
        String nameInto) {
    Paging paging() {
        return pagings.get();
    }

    /** Reads one answer. @param nextField what the paging asks of it; null = nothing */
    AnswerReader reader(String address, InputStream body, String nextField) throws IOException {
        if (format.equals("csv")) {
            return new CsvAnswer(address, body, delimiter);
        }
        List<String> wanted = new ArrayList<>();
        if (nextField != null) {
            wanted.add(nextField);
        }
        if (!totalField.isEmpty()) {
            wanted.add(totalField);
        }
        return new JsonAnswer(address, body, records, format.equals("columns"), Set.copyOf(wanted));
    }
}
