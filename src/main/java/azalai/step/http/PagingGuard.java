package azalai.step.http;

import azalai.error.LastingFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a reading that would never end: a next page that was read before, the same records again, pages without any. */
final class PagingGuard {
    private static final int EMPTY_PAGES = 10;
    private static final int REMEMBERED = 100_000;

    private final String address;
    private final String means;
    private final Map<Long, Boolean> asked = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long pages;
    private int empty;
    private long records;
    private long digest;
    private long digestBefore;
    private long recordsBefore;

    PagingGuard(String address, String means) {
        this.address = address;
        this.means = means;
    }

    /** A page is about to be asked for. */
    void ask(HttpAddress next) {
        long hash = next.base().hashCode() * 31L + next.query().length();
        for (int i = 0; i < next.query().length(); i++) {
            hash = hash * 1_099_511_628_211L + next.query().charAt(i);
        }
        if (asked.put(hash, true) != null) {
            throw failure("names as the page after %d one that was read already".formatted(pages));
        }
        records = 0;
        digest = 0;
    }

    /** A record of the page came. */
    void record(Map<String, Object> record) {
        records++;
        digest = digest * 1_099_511_628_211L + record.hashCode();
    }

    /** The page has ended, and there is another one. */
    void goesOn() {
        pages++;
        empty = records == 0 ? empty + 1 : 0;
        if (empty == EMPTY_PAGES) {
            throw failure("gave %d pages without a record, one after the other, and says that there are more"
                    .formatted(empty));
        }
        if (records > 0 && records == recordsBefore && digest == digestBefore) {
            throw failure("gave the same %d records as page %d and as page %d".formatted(records, pages - 1, pages));
        }
        recordsBefore = records;
        digestBefore = digest;
    }

    private LastingFailure failure(String what) {
        return new LastingFailure(
                "%s %s: the reading would not end. Check %s and paging against the API's documentation."
                        .formatted(address, what, means),
                null);
    }
}
