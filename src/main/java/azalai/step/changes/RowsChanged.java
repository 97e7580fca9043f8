package azalai.step.changes;

import azalai.database.Database;
import azalai.run.Run;
import azalai.run.Work;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step behind {@code rows-changed-action}: the body becomes the pages of rows that the run's load changed. */
public final class RowsChanged implements Processor, CamelContextAware {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> RECORD = new TypeReference<>() {};

    private static final ChangedRows.Size PAGE = new ChangedRows.Size(500, 1_000_000);

    private CamelContext context;
    private String table;

    @Override
    public void process(Exchange exchange) {
        Run run = Work.runOf(exchange);
        Database database = context.getRegistry().findSingleByType(Database.class);
        ChangedRows rows = ChangedRows.of(database, table, run.id(), PAGE);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(new Iterator<List<Map<String, Object>>>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public List<Map<String, Object>> next() {
                return rows.next().stream().map(RowsChanged::record).toList();
            }
        });
    }

    private static Map<String, Object> record(String json) {
        try {
            return JSON.readValue(json, RECORD);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL writes JSON.", e);
        }
    }

    /** The table, with or without its schema. */
    public void setTable(String table) {
        this.table = table;
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
