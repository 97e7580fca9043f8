package azalai.step.kafka;

import azalai.config.Configuration;
import azalai.error.Failure;
import azalai.error.Sentences;
import azalai.error.StepFailure;
import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.Page;
import azalai.page.PageStep;
import azalai.step.kafka.Submission.Item;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

/**
 * Cleans a whole {@link Submission}, page by page, and lets it pass only if every record can be published. A page goes
 * through the cleaning once; only if something is wrong do its records go one by one, to tell which: cleaning may drop
 * and reorder. What passes waits on disk for the rest.
 */
public final class AcceptRecords implements Processor, CamelContextAware {
    private CamelContext context;
    private ProducerTemplate template;
    private String clean;
    private List<String> key;

    /** Leaves the cleaned pages as the body. @throws Failure if a record is refused: the submission says which and why */
    @Override
    public void process(Exchange exchange) throws Exception {
        Submission submission = exchange.getProperty(Submission.PROPERTY, Submission.class);
        if (submission == null) {
            throw new StepFailure(
                    "takes what is pushed by POST /api/pipelines/…/records, and nothing was: call it from that route alone.");
        }
        Spool spool = submission.spool(
                context.getRegistry().findSingleByType(Configuration.class).data());
        Counts seen = new Counts();
        Iterator<List<Item>> pages = submission.pages();
        while (!submission.hopeless() && pages.hasNext()) {
            // Once one is refused nothing is published, and what equals it is refused, too, not a duplicate.
            check(submission, pages.next(), submission.refusals() == 0 ? seen : new Counts(), spool);
        }
        if (submission.refusals() > 0) {
            throw new Failure(submission.verdict());
        }
        exchange.getMessage().setBody(submission.cleaned());
    }

    private void check(Submission submission, List<Item> page, Counts seen, Spool spool) throws Exception {
        submission.count(page.size());
        page.stream()
                .filter(item -> item.refused() != null)
                .forEach(item -> submission.refuse(item.index(), item.refused()));
        // Cleaning works in place: what may have to go again, one by one, is kept as it came.
        List<Item> raw = page.stream()
                .filter(item -> item.refused() == null)
                .map(item -> new Item(item.index(), new LinkedHashMap<>(item.record()), null))
                .toList();
        Exception failure = null;
        try {
            List<byte[]> encoded = encoded(cleaned(submission, records(page), seen));
            if (encoded != null) {
                spool.add(encoded);
                return;
            }
        } catch (Exception e) {
            failure = e;
        }
        if (failure != null && isOutside(failure)) {
            throw failure;
        }
        int before = submission.refusals();
        for (Item item : raw) {
            if (submission.hopeless()) {
                return;
            }
            String reason = reason(submission, item.record());
            if (reason != null) {
                submission.refuse(item.index(), reason);
            }
        }
        if (submission.refusals() == before) {
            throw failure != null
                    ? failure
                    : new Failure("Records cannot be published together, though each of them can be alone.");
        }
    }

    private static List<Map<String, Object>> records(List<Item> page) {
        return page.stream().map(Item::record).filter(Objects::nonNull).toList();
    }

    private String reason(Submission submission, Map<String, Object> record) throws Exception {
        List<Map<String, Object>> page;
        try {
            page = cleaned(submission, List.of(record), new Counts());
        } catch (Exception e) {
            if (isOutside(e)) {
                throw e;
            }
            return "The record cannot be cleaned: " + Sentences.of(e);
        }
        for (Map<String, Object> one : page) {
            String refused = Encoded.of(one, key, new CleanText()).refused();
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    /** The cleaned records as they are sent; null if one cannot be. */
    private List<byte[]> encoded(List<Map<String, Object>> page) throws JsonProcessingException {
        List<byte[]> all = new ArrayList<>(page.size());
        for (Map<String, Object> record : page) {
            Encoded encoded = Encoded.of(record, key, new CleanText());
            if (encoded.refused() != null) {
                return null;
            }
            all.add(encoded.value());
        }
        return all;
    }

    /** What duplicates are told by is one for the whole submission, and not an earlier one's. */
    private List<Map<String, Object>> cleaned(Submission submission, List<Map<String, Object>> page, Counts seen)
            throws Exception {
        Exchange answer = template().send(clean, exchange -> {
            exchange.setProperty(Submission.PROPERTY, submission);
            exchange.setProperty(PageStep.COUNTS, seen);
            exchange.getMessage().setBody(new java.util.ArrayList<>(page));
        });
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return Page.of(answer);
    }

    /** Not the record's fault: a look-up's database or service does not answer. */
    private static boolean isOutside(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException || e instanceof IOException && !(e instanceof JsonProcessingException)) {
                return true;
            }
        }
        return false;
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    /** The endpoint that cleans a page of raw records: {@code direct:recalls-clean}. */
    public void setClean(String clean) {
        this.clean = clean;
    }

    /** The field that holds the key of a cleaned record. */
    public void setKey(String key) {
        this.key = Fields.list(key);
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
