package azalai.publish;

import azalai.Failure;
import azalai.clean.PageStep;
import azalai.run.Counts;
import azalai.run.Sentences;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

/**
 * Cleans a whole {@link Submission} and lets it pass only if every record can be published. The page goes through the
 * cleaning once; only if something is wrong do its records go one by one, to tell which: cleaning may drop and reorder.
 */
public final class AcceptRecords implements Processor, CamelContextAware {
    private CamelContext context;
    private ProducerTemplate template;
    private String clean;
    private String key;

    /** Leaves the cleaned page as the body. @throws Failure if a record is refused: the submission says which and why */
    @Override
    public void process(Exchange exchange) throws Exception {
        Submission submission = exchange.getProperty(Submission.PROPERTY, Submission.class);
        List<Map<String, Object>> raw =
                submission.records().stream().map(AcceptRecords::copy).toList();
        Exception failure = null;
        List<Map<String, Object>> page = List.of();
        try {
            page = cleaned(submission, submission.records());
        } catch (Exception e) {
            failure = e;
        }
        if (failure != null && isOutside(failure)) {
            throw failure;
        }
        if (failure == null && submission.refusals() == 0 && allAcceptable(page)) {
            exchange.getMessage().setBody(page);
            return;
        }
        for (int i = 0; i < raw.size(); i++) {
            String reason = reason(submission, raw.get(i));
            if (reason != null) {
                submission.refuseRecord(i, reason);
            }
        }
        if (submission.refusals() == 0 && failure != null) {
            throw failure;
        }
        throw new Failure("%d of %d records are refused; nothing was published."
                .formatted(submission.refusals(), submission.submitted()));
    }

    private String reason(Submission submission, Map<String, Object> record) throws Exception {
        List<Map<String, Object>> page;
        try {
            page = cleaned(submission, List.of(record));
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

    private boolean allAcceptable(List<Map<String, Object>> page) throws JsonProcessingException {
        for (Map<String, Object> record : page) {
            if (Encoded.of(record, key, new CleanText()).refused() != null) {
                return false;
            }
        }
        return true;
    }

    /** What duplicates are told by belongs to these counts: a record is none of an earlier submission's. */
    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> cleaned(Submission submission, List<Map<String, Object>> page) throws Exception {
        Exchange answer = template().send(clean, exchange -> {
            exchange.setProperty(Submission.PROPERTY, submission);
            exchange.setProperty(PageStep.COUNTS, new Counts());
            exchange.getMessage().setBody(new java.util.ArrayList<>(page));
        });
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return answer.getMessage().getBody(List.class);
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

    private static Map<String, Object> copy(Map<String, Object> record) {
        return new LinkedHashMap<>(record);
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
        this.key = key;
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
