package azalai.step.http;

import azalai.error.LastingFailure;

/** Pages that are numbered, or found by how many records to pass over: the last is shorter than the others, or empty. */
final class CountedPaging implements Paging {
    private final String parameter;
    private final String sizeParameter;
    private final int size;
    private final boolean numbered;
    private final int first;
    private final long window;
    private long at;

    /**
     * Pages of a size.
     *
     * @param parameter the query parameter with the page's number or offset
     * @param sizeParameter the one with its size; empty = it is not asked for
     * @param size how many records a whole page has; 0 = unknown, so that only an empty one is the last
     * @param numbered whether pages count, rather than records
     * @param first the first page's number
     * @param window the greatest offset that the source shows; 0 = any
     */
    CountedPaging(String parameter, String sizeParameter, int size, boolean numbered, int first, long window) {
        this.parameter = parameter;
        this.sizeParameter = sizeParameter;
        this.size = size;
        this.numbered = numbered;
        this.first = first;
        this.window = window;
    }

    @Override
    public HttpAddress first(HttpAddress address) {
        at = numbered ? first : 0;
        HttpAddress sized =
                size > 0 && !sizeParameter.isEmpty() ? address.with(sizeParameter, String.valueOf(size)) : address;
        return sized.with(parameter, String.valueOf(at));
    }

    @Override
    public HttpAddress next(Answered answered) {
        boolean isLast = answered.total() >= 0 ? answered.all() >= answered.total() : answered.records() < size;
        if (answered.records() == 0 || isLast) {
            return null;
        }
        // The server may give less than it is asked for.
        at += numbered ? 1 : answered.records();
        if (!numbered && window > 0 && at > window) {
            throw new LastingFailure(
                    "%s has more records than it shows up to offset %d: ask for less at a time by a condition in query, or page it another way."
                            .formatted(answered.address().shown(), window),
                    null);
        }
        return answered.address().with(parameter, String.valueOf(at));
    }

    @Override
    public String means() {
        return "the parameter '%s'".formatted(parameter);
    }
}
