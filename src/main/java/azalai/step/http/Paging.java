package azalai.step.http;

import java.util.List;
import java.util.function.UnaryOperator;

/** How a source parts what it has into pages: what is asked first, and after an answer. */
interface Paging {
    /**
     * What an answer told of the next one.
     *
     * @param address what was asked
     * @param records how many records the answer had
     * @param all how many came in this and all answers before it
     * @param total how many there are, as the source counts; less than 0 if it does not say
     * @param field gives what stands in the answer at a path; null if nothing
     * @param links the values of its {@code Link} headers
     */
    record Answered(
            HttpAddress address, long records, long all, long total, UnaryOperator<String> field, List<String> links) {}

    /** The first page. */
    default HttpAddress first(HttpAddress address) {
        return address;
    }

    /** The next page; null if that was the last. */
    HttpAddress next(Answered answered);

    /** What it goes by, for a sentence about it going wrong: {@code the parameter 'page'}. */
    default String means() {
        return "paging";
    }

    /** The fields of an answer that it asks for; null if none. */
    default String field() {
        return null;
    }
}
