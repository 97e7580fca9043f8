package azalai.step.http;

import azalai.error.StepFailure;
import azalai.ledger.CursorKind;
import azalai.page.Fields;
import azalai.page.Paths;
import azalai.pipeline.CursorSource;
import azalai.run.Run;
import azalai.run.Work;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Reads any HTTP source: decides what a run asks for, and gives an iterator of pages, closed with the exchange. */
public final class HttpRecords implements Processor, CamelContextAware {
    private CamelContext context;
    private String url;
    private Map<String, String> query = Map.of();
    private Map<String, String> headers = Map.of();
    private String format = "json";
    private String delimiter = ",";
    private String records = "";
    private String paging = "none";
    private String pageParameter = "";
    private String sizeParameter = "limit";
    private int pageSize = 100;
    private int firstPage = 1;
    private int largestOffset;
    private String nextField = "";
    private String totalField = "";
    private String cursorField = "";
    private CursorKind cursor;
    private String sinceFormat = "";
    private String begin = "";
    private String lag = "0";
    private String fullEvery = "7d";
    private StatusActions statuses = new StatusActions("");
    private Map<String, String> each = Map.of();
    private String nameInto = "";

    @Override
    public void process(Exchange exchange) {
        Work work = Work.of(exchange);
        Run run = work.run();
        work.counts().lap("begin");
        requireFields();
        String source = CursorSource.address(url);
        Increment asked = asked(run, source);
        HttpSecrets secrets = new HttpSecrets(context);
        Fetch fetch = new Fetch(
                HttpAddress.of(url).shown(), null, cursor == null ? null : cursorField, cursor, run, work.counts());
        HttpQuery question = new HttpQuery(url, query, secrets, since(asked), until(asked, run));
        HttpRequests requests = new HttpRequests(context, run, accepting(), statuses, secrets);
        exchange.setProperty(Fetch.PROPERTY, fetch);
        exchange.getMessage()
                .setBody(new HttpPages(
                        fetch,
                        new HttpReading(format, delimiter(), records, totalField, pagings(), parts(), nameInto),
                        requests,
                        question,
                        wanted(asked)));
    }

    private Increment asked(Run run, String source) {
        if (cursor == null) {
            if (run.request().from() != null) {
                throw new StepFailure(
                        "cannot tell the days of its records: give it cursor and cursorField, or leave --from and --to out.");
            }
            run.reads(source, true);
            return new Increment(null, null, null);
        }
        Increment asked = Increment.of(context, run, source, cursor, lag, fullEvery);
        if (asked.from() != null && cursor != CursorKind.DAY && cursor != CursorKind.INSTANT) {
            throw new StepFailure("reads a source whose cursor is a %s, which has no days: leave --from and --to out."
                    .formatted(cursor.title()));
        }
        if (asked.since() != null && !asksSince()) {
            // It shows everything every time.
            run.reads(source, true);
        }
        return asked;
    }

    private void requireFields() {
        if (cursor != null && cursorField.isEmpty()) {
            throw new StepFailure("has a cursor, but no cursorField: name the field of a record that it goes by.");
        }
        if (nextField.isEmpty() && (paging.equals("cursor") || paging.equals("next-url"))) {
            throw new StepFailure("pages by %s, but has no nextField: name the field of an answer that it goes by."
                    .formatted(paging));
        }
    }

    private boolean asksSince() {
        return query.values().stream().anyMatch(value -> value.contains("{since}")) || url.contains("{since}");
    }

    private String since(Increment asked) {
        if (asked.from() != null) {
            return HttpQuery.format(cursor.read(asked.from().toString()).orElseThrow(), cursor, sinceFormat);
        }
        if (asked.since() != null) {
            String since = begin.isEmpty() || cursor.compare(asked.since(), cursor.parse(begin)) > 0
                    ? asked.since()
                    : cursor.parse(begin);
            return HttpQuery.format(since, cursor, sinceFormat);
        }
        return begin.isEmpty() || cursor == null ? null : HttpQuery.format(cursor.parse(begin), cursor, sinceFormat);
    }

    private String until(Increment asked, Run run) {
        if (cursor == null) {
            return null;
        }
        if (asked.to() == null) {
            return cursor.now(run.startedAt())
                    .map(now -> HttpQuery.format(now, cursor, sinceFormat))
                    .orElse(null);
        }
        LocalDate last = asked.to();
        boolean byDay = cursor == CursorKind.DAY || sinceFormat.equals("day");
        String end = byDay
                ? last.toString()
                : last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
        return HttpQuery.format(end, byDay ? CursorKind.DAY : CursorKind.INSTANT, sinceFormat);
    }

    /** A source need not know the days of a backfill: what lies outside of them is passed over here. */
    private Predicate<Map<String, Object>> wanted(Increment asked) {
        if (asked.from() == null) {
            return record -> true;
        }
        String from = asked.from().toString();
        String to = asked.to().toString();
        return record -> CursorKind.DAY
                .read(Paths.get(record, cursorField))
                .filter(day -> day.compareTo(from) >= 0 && day.compareTo(to) <= 0)
                .isPresent();
    }

    private Supplier<Paging> pagings() {
        return switch (paging) {
            case "offset" ->
                () -> new CountedPaging(or(pageParameter, "offset"), sizeParameter, pageSize, false, 0, largestOffset);
            case "page" ->
                () -> new CountedPaging(or(pageParameter, "page"), sizeParameter, pageSize, true, firstPage, 0);
            case "cursor" -> () -> FollowedPaging.byCursor(nextField, or(pageParameter, "cursor"));
            case "next-url" -> () -> FollowedPaging.byField(nextField);
            case "link-header" -> FollowedPaging::byHeader;
            default -> () -> answered -> null;
        };
    }

    private List<List<String>> parts() {
        List<List<String>> parts = new ArrayList<>();
        each.forEach((name, values) -> {
            List<String> part = new ArrayList<>(List.of(name));
            part.addAll(Fields.list(values));
            parts.add(part);
        });
        return parts.isEmpty() ? List.of(List.of()) : parts;
    }

    private Map<String, String> accepting() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (all.keySet().stream().noneMatch("accept"::equalsIgnoreCase)) {
            all.put("Accept", format.equals("csv") ? "text/csv, */*;q=0.5" : "application/json, */*;q=0.5");
        }
        return all;
    }

    private char delimiter() {
        return delimiter.equals("TAB") ? '\t' : delimiter.charAt(0);
    }

    private static String or(String given, String otherwise) {
        return given.isEmpty() ? otherwise : given;
    }

    /** The address that is asked; {@code {since}}, {@code {1}} and settings in single braces are filled in. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** The query as {@code name=value; name=value}; an entry with {@code {since}} or {@code {until}} is left out when there is none. */
    public void setQuery(String query) {
        this.query = Fields.entries(query);
    }

    /** The headers of each request, as {@code name=value; name=value}. */
    public void setHeaders(String headers) {
        this.headers = Fields.entries(headers);
    }

    /** What is answered: {@code json}, {@code columns} or {@code csv}. */
    public void setFormat(String format) {
        this.format = one("format", format, "json", "columns", "csv");
    }

    /** What stands between two values of CSV; {@code TAB} is one. */
    public void setDelimiter(String delimiter) {
        this.delimiter = delimiter;
    }

    /** The path of the records in an answer; empty = the answer itself. */
    public void setRecords(String records) {
        this.records = records;
    }

    /** How the next page is found. */
    public void setPaging(String paging) {
        this.paging = one("paging", paging, "none", "offset", "page", "cursor", "link-header", "next-url");
    }

    /** The query parameter of the page, the offset or the cursor; empty = its usual name. */
    public void setPageParameter(String pageParameter) {
        this.pageParameter = pageParameter;
    }

    /** The query parameter of the page's size; empty = none. */
    public void setSizeParameter(String sizeParameter) {
        this.sizeParameter = sizeParameter;
    }

    /** How many records a whole page has; 0 = unknown. */
    public void setPageSize(int pageSize) {
        this.pageSize = pageSize;
    }

    /** The number of the first page. */
    public void setFirstPage(int firstPage) {
        this.firstPage = firstPage;
    }

    /** The greatest offset that the source shows; 0 = any. */
    public void setLargestOffset(int largestOffset) {
        this.largestOffset = largestOffset;
    }

    /** The path of the next cursor or address in an answer. */
    public void setNextField(String nextField) {
        this.nextField = nextField;
    }

    /** The path of the source's own count; empty = it does not say. */
    public void setTotalField(String totalField) {
        this.totalField = totalField;
    }

    /** The path of the record's field that the cursor goes by. */
    public void setCursorField(String cursorField) {
        this.cursorField = cursorField;
    }

    /** What the cursor is: day, instant, number or text; empty = the source has none. */
    public void setCursor(String cursor) {
        this.cursor = cursor.isBlank() ? null : CursorKind.of(cursor);
    }

    /** How the source reads where to begin: {@code day}, {@code instant}, {@code epoch} or {@code epoch-millis}; empty = as the cursor is. */
    public void setSinceFormat(String sinceFormat) {
        this.sinceFormat =
                one("sinceFormat", sinceFormat, "", "day", "instant", "epoch", "epoch-millis", "number", "text");
    }

    /** Where a run that reads everything begins; empty = nowhere. */
    public void setBegin(String begin) {
        this.begin = begin;
    }

    /** How long before the cursor an incremental run begins. */
    public void setLag(String lag) {
        this.lag = lag;
    }

    /** After how long a full run comes round by itself; {@code 0} = never. */
    public void setFullEvery(String fullEvery) {
        this.fullEvery = fullEvery;
    }

    /** What to do about a status: {@code 404=ignore,403=retry,5xx=fail}. */
    public void setStatuses(String statuses) {
        this.statuses = new StatusActions(statuses);
    }

    /** What is asked for one after the other: {@code name=value,value; name=value,value}; empty = one thing. */
    public void setEach(String each) {
        this.each = Fields.entries(each);
    }

    /** The field that gets the name of what was asked for; empty = none. */
    public void setNameInto(String nameInto) {
        this.nameInto = nameInto;
    }

    private static String one(String name, String value, String... known) {
        if (!List.of(known).contains(value)) {
            throw new IllegalArgumentException("'%s' is no %s; write one of %s"
                    .formatted(value, name, String.join(", ", known).replaceFirst("^, ", "")));
        }
        return value;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}
