package azalai.step.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.error.Failure;
import azalai.error.LastingFailure;
import azalai.page.Counts;
import azalai.page.PageStep;
import azalai.run.Run;
import azalai.run.SomeRun;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What http-records-action makes of the answers of a real server. */
class HttpRecordsTest {
    private static final String SECRET = "s3cr3t+/=&x";

    private CamelContext context;
    private SomeApi api;
    private final Counts counts = new Counts();
    private int routes;

    @BeforeEach
    void start() throws Exception {
        api = new SomeApi();
        context = new DefaultCamelContext();
        Properties settings = new Properties();
        settings.setProperty("shop.token", SECRET);
        context.getPropertiesComponent().setInitialProperties(settings);
        context.getRegistry().bind("httpRetry", new HttpRetry());
        KameletComponent kamelets = new KameletComponent();
        kamelets.setLocation("file:../routes/kamelets");
        context.addComponent("kamelet", kamelets);
        // As camel.properties has it: httpclient would ask again by itself.
        context.getComponent("http", HttpComponent.class).setAutomaticRetriesDisabled(true);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(
                        PluginHelper.getResourceLoader(context).resolveResource("classpath:camel/http-get.camel.yaml"));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        api.close();
    }

    /** The pages that the kamelet gives with these parameters, in turn name and value. */
    @SuppressWarnings("unchecked")
    private Iterator<List<Map<String, Object>>> pages(String... parameters) throws Exception {
        String id = "read" + routes++;
        StringBuilder yaml = new StringBuilder("""
                - route:
                    id: %1$s
                    from:
                      uri: direct:%1$s
                      steps:
                        - to:
                            uri: kamelet:http-records-action
                            parameters:
                              url: "%2$s/v1/things"
                """.formatted(id, api.url()));
        for (int i = 0; i < parameters.length; i += 2) {
            yaml.append("              %s: \"%s\"%n".formatted(parameters[i], parameters[i + 1]));
        }
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(id + ".camel.yaml", yaml.toString()));
        Exchange out = context.createFluentProducerTemplate()
                .to("direct:" + id)
                .withExchange(() -> {
                    Exchange exchange = context.getEndpoint("direct:" + id).createExchange();
                    exchange.setProperty(Run.PROPERTY, SomeRun.begun());
                    exchange.setProperty(PageStep.COUNTS, counts);
                    return exchange;
                })
                .send();
        if (out.getException() != null) {
            throw out.getException();
        }
        return out.getMessage().getBody(Iterator.class);
    }

    private List<Map<String, Object>> read(String... parameters) throws Exception {
        List<Map<String, Object>> all = new ArrayList<>();
        Iterator<List<Map<String, Object>>> pages = pages(parameters);
        try (Closeable closed = (Closeable) pages) {
            pages.forEachRemaining(all::addAll);
        }
        return all;
    }

    private static List<Object> ids(List<Map<String, Object>> records) {
        return records.stream().map(record -> record.get("id")).toList();
    }

    private static List<Object> numbers(int from, int to) {
        return IntStream.range(from, to).<Object>mapToObj(n -> n).toList();
    }

    @Test
    void an_array_comes_in_pages_of_at_most_five_hundred() throws Exception {
        api.answering(asked -> asked.answer(SomeApi.array(0, 1_201)));

        Iterator<List<Map<String, Object>>> pages = pages();

        assertThat(pages.next()).hasSize(500);
        assertThat(pages.next()).hasSize(500);
        assertThat(pages.next()).hasSize(201);
        assertThat(pages.hasNext()).isFalse();
        assertThat(counts.get("fetched")).isEqualTo(1_201);
        assertThat(api.asked()).containsExactly("/v1/things");
    }

    @Test
    void records_stand_at_a_path_one_a_line_or_are_the_answer_itself() throws Exception {
        api.answering(asked -> asked.answer(
                "{\"x\":[{\"id\":9}],\"data\":{\"n\":1,\"items\":[{\"id\":1},{\"id\":2,\"a\":{\"b\":[1]}}]},\"y\":2}"));
        assertThat(read("records", "data.items").toString()).isEqualTo("[{id=1}, {id=2, a={b=[1]}}]");

        api.answering(asked -> asked.answer("{\"id\":1}\n{\"id\":2}\n\n{\"id\":3}\n"));
        assertThat(ids(read())).isEqualTo(List.of(1, 2, 3));

        api.answering(asked -> asked.answer("{\"id\":1,\"price\":12345678901234567.89}"));
        assertThat(read().toString()).isEqualTo("[{id=1, price=12345678901234567.89}]");

        api.answering(asked -> asked.answer("{\"data\":{\"id\":1}}"));
        assertThat(read("records", "data").toString()).isEqualTo("[{id=1}]");

        api.answering(asked -> asked.answer("{\"data\":null,\"x\":1}"));
        assertThat(read("records", "data")).isEmpty();
    }

    @Test
    void parallel_arrays_are_rows() throws Exception {
        api.answering(asked ->
                asked.answer("{\"hourly_units\":{\"t\":\"C\"},\"hourly\":{\"time\":[\"a\",\"b\"],\"t\":[1.5,null]}}"));

        assertThat(read("format", "columns", "records", "hourly").toString())
                .isEqualTo("[{time=a, t=1.5}, {time=b, t=null}]");

        api.answering(asked -> asked.answer("{\"hourly\":{\"time\":[\"a\",\"b\"],\"t\":[1.5]}}"));
        assertThatThrownBy(() -> read("format", "columns", "records", "hourly"))
                .hasMessage(api.url() + "/v1/things answered 2 values in time, but 1 in t.");
    }

    @Test
    void csv_is_read_as_it_is_written() throws Exception {
        api.answering(asked -> asked.answer("\ufeffid;name\r\n1;\"Müller; \"\"Co\"\"\nLyon\"\r\n2;\r\n"));

        assertThat(read("format", "csv", "delimiter", ";").toString())
                .isEqualTo("[{id=1, name=Müller; \"Co\"\nLyon}, {id=2, name=null}]");

        api.answering(asked -> asked.answer("a,b\n1,2,3\n"));
        assertThatThrownBy(() -> read("format", "csv"))
                .hasMessage(
                        api.url()
                                + "/v1/things answered CSV whose line 2 has 3 values, but 2 names stand above: check the delimiter ','.");
    }

    @Test
    void offsets_go_on_until_a_short_page_or_the_count() throws Exception {
        api.answering(asked -> {
            int offset = asked.number("offset", 0);
            asked.answer("{\"total\":25,\"items\":%s}"
                    .formatted(SomeApi.array(offset, Math.min(25, offset + asked.number("limit", 10)))));
        });

        assertThat(ids(read("records", "items", "paging", "offset", "pageSize", "10")))
                .isEqualTo(numbers(0, 25));
        assertThat(api.asked())
                .containsExactly(
                        "/v1/things?limit=10&offset=0",
                        "/v1/things?limit=10&offset=10",
                        "/v1/things?limit=10&offset=20");
        assertThat(ids(read("records", "items", "paging", "offset", "pageSize", "5", "totalField", "total")))
                .isEqualTo(numbers(0, 25));
        assertThat(api.asked()).hasSize(3 + 5);
    }

    @Test
    void a_server_that_gives_less_than_it_is_asked_for_is_read_to_its_count() throws Exception {
        api.answering(asked -> {
            int offset = asked.number("offset", 0);
            asked.answer("{\"items\":%s,\"meta\":{\"total\":25}}"
                    .formatted(SomeApi.array(offset, Math.min(25, offset + 7))));
        });

        assertThat(ids(read("records", "items", "paging", "offset", "pageSize", "100", "totalField", "meta.total")))
                .isEqualTo(numbers(0, 25));
    }

    @Test
    void a_window_that_is_too_small_is_a_failure_not_a_gap() {
        api.answering(asked -> {
            int offset = asked.number("offset", 0);
            asked.answer(SomeApi.array(offset, offset + 10));
        });

        assertThatThrownBy(() -> read("paging", "offset", "pageSize", "10", "largestOffset", "90"))
                .isInstanceOf(LastingFailure.class)
                .hasMessage(
                        api.url()
                                + "/v1/things has more records than it shows up to offset 90: ask for less at a time by a condition in query, or page it another way.");
    }

    @Test
    void pages_are_numbered() throws Exception {
        api.answering(asked -> {
            int page = asked.number("p", -1);
            asked.answer(SomeApi.array(page * 10, Math.min(25, page * 10 + 10)));
        });

        assertThat(ids(read(
                        "paging",
                        "page",
                        "pageParameter",
                        "p",
                        "sizeParameter",
                        "",
                        "pageSize",
                        "0",
                        "firstPage",
                        "0")))
                .isEqualTo(numbers(0, 25));
        assertThat(api.asked()).containsExactly("/v1/things?p=0", "/v1/things?p=1", "/v1/things?p=2", "/v1/things?p=3");
    }

    @Test
    void a_cursor_of_the_answer_goes_into_the_query() throws Exception {
        api.answering(asked -> {
            int at = asked.number("after", 0);
            asked.answer("{\"items\":%s,\"meta\":{\"next\":%s}}"
                    .formatted(SomeApi.array(at, at + 10), at < 20 ? "\"%d\"".formatted(at + 10) : "null"));
        });

        assertThat(ids(read(
                        "query", "q=a b; z=1",
                        "records", "items",
                        "paging", "cursor",
                        "pageParameter", "after",
                        "nextField", "meta.next")))
                .isEqualTo(numbers(0, 30));
        assertThat(api.asked())
                .containsExactly(
                        "/v1/things?q=a%20b&z=1", "/v1/things?q=a%20b&z=1&after=10", "/v1/things?q=a%20b&z=1&after=20");
    }

    @Test
    void a_link_in_the_header_or_the_answer_is_followed() throws Exception {
        api.answering(asked -> {
            int page = asked.number("page", 1);
            asked.with("Link", "<%s/v1/things?page=1>; rel=\"first\"".formatted(api.url()));
            if (page < 3) {
                asked.with(
                        "Link",
                        "<?page=9>; rel=last, </v1/things?page=%d>; title=\"a, b\"; rel=\"x next\""
                                .formatted(page + 1));
            }
            asked.answer(SomeApi.array(page * 10, page * 10 + 10));
        });
        assertThat(ids(read("paging", "link-header"))).isEqualTo(numbers(10, 40));

        api.answering(asked -> {
            int page = asked.number("page", 1);
            asked.answer("{\"value\":%s,\"@odata.nextLink\":%s}"
                    .formatted(
                            SomeApi.array(page * 10, page * 10 + 10),
                            page < 3 ? "\"%s/v1/things?page=%d\"".formatted(api.url(), page + 1) : "\"\""));
        });
        assertThat(ids(read("records", "value", "paging", "next-url", "nextField", "@odata.nextLink")))
                .isEqualTo(numbers(10, 40));
    }

    @Test
    void a_link_to_another_server_is_not_followed() {
        api.answering(asked -> asked.with("Link", "<http://elsewhere.example/x?key=1>; rel=next")
                .answer(SomeApi.array(0, 1)));

        assertThatThrownBy(() -> read("paging", "link-header"))
                .hasMessage(
                        api.url()
                                + "/v1/things names a next page on another server, http://elsewhere.example/x, which may not see this one's headers: if it is right, set it as url.");
    }

    @Test
    void pages_that_never_end_are_ended() {
        api.answering(asked -> asked.answer("{\"items\":[{\"id\":1}],\"next\":\"/v1/things?page=2\"}"));
        assertThatThrownBy(() -> read("records", "items", "paging", "next-url", "nextField", "next"))
                .isInstanceOf(LastingFailure.class)
                .hasMessage(
                        api.url()
                                + "/v1/things gave the same 1 records as page 1 and as page 2: the reading would not end. Check the field 'next' and paging against the API's documentation.");
        assertThat(api.asked()).hasSize(2);

        api.answering(asked -> {
            int page = asked.number("page", 0);
            asked.answer("{\"items\":[{\"id\":%d}],\"next\":\"?page=%d\"}".formatted(page, (page + 1) % 3));
        });
        assertThatThrownBy(() -> read("records", "items", "paging", "next-url", "nextField", "next"))
                .hasMessageContaining(
                        " names as the page after 4 one that was read already: the reading would not end.");

        api.answering(
                asked -> asked.answer("{\"items\":[],\"next\":\"?page=%d\"}".formatted(asked.number("page", 0) + 1)));
        assertThatThrownBy(() -> read("records", "items", "paging", "next-url", "nextField", "next"))
                .hasMessageContaining(
                        " gave 10 pages without a record, one after the other, and says that there are more");

        api.answering(asked -> asked.answer(SomeApi.array(0, 100)));
        assertThatThrownBy(() -> read("paging", "page", "pageParameter", "seite"))
                .hasMessageContaining(
                        " gave the same 100 records as page 1 and as page 2: the reading would not end. Check the parameter 'seite'");
    }

    @Test
    void headers_go_with_each_request_and_a_secret_is_in_no_sentence() throws Exception {
        api.answering(asked -> {
            assertThat(asked.header("Authorization")).isEqualTo("Bearer " + SECRET);
            assertThat(asked.header("Accept")).isEqualTo("application/json, */*;q=0.5");
            assertThat(asked.query).containsEntry("key", SECRET).containsEntry("a", "1,2");
            asked.answer(SomeApi.array(0, 1));
        });
        String[] parameters = {"headers", "Authorization=Bearer {shop.token}", "query", "key={shop.token}; a=1,2"};
        assertThat(read(parameters)).hasSize(1);

        api.answering(asked -> asked.answer(400, "{\"message\":\"the key %s is wrong\"}".formatted(SECRET)));
        assertThatThrownBy(() -> read(parameters))
                .isInstanceOf(LastingFailure.class)
                .hasMessage(api.url() + "/v1/things answered 400: the key *** is wrong.")
                .hasNoCause();
    }

    @Test
    void a_status_is_what_the_pipeline_says() throws Exception {
        api.answering(asked -> asked.answer(404, ""));
        assertThat(read("statuses", "404=ignore")).isEmpty();
        assertThat(api.asked()).hasSize(1);

        api.answering(asked -> asked.answer(api.asked().size() == 3 ? 200 : 403, "[{\"id\":1}]"));
        assertThat(read("statuses", "403=retry")).hasSize(1);
        assertThat(api.asked()).hasSize(3);

        api.answering(asked -> asked.answer(503, ""));
        assertThatThrownBy(() -> read("statuses", "5xx=fail"))
                .isInstanceOf(LastingFailure.class)
                .hasMessage(api.url() + "/v1/things answered 503, which the pipeline takes for a failure.");
        assertThat(api.asked()).hasSize(4);
    }

    @Test
    void a_server_that_asks_to_wait_is_asked_again_after_it() throws Exception {
        api.answering(
                asked -> asked.with("Retry-After", "1").answer(api.asked().size() == 1 ? 429 : 200, "[{\"id\":1}]"));
        long before = System.nanoTime();

        assertThat(read()).hasSize(1);

        assertThat(System.nanoTime() - before).isGreaterThan(500_000_000L);
    }

    @Test
    void fewer_records_than_the_source_counts_fail() {
        api.answering(asked -> asked.answer("{\"items\":[{\"id\":1}],\"total\":3}"));

        assertThatThrownBy(() -> read("records", "items", "totalField", "total"))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        api.url()
                                + "/v1/things gave 1 records but counts 3: run again; the cursor has not moved and what was published does no harm.");
        assertThatThrownBy(() -> read("records", "items", "totalField", "count"))
                .hasMessage(api.url() + "/v1/things did not say in 'count' how many records it has: check totalField.");
    }

    @Test
    void an_answer_that_is_cut_or_no_json_or_has_no_records_is_a_sentence() {
        String whole = SomeApi.array(0, 1_000);
        api.answering(asked -> asked.cut(whole, whole.length() / 2));
        assertThatThrownBy(() -> read()).hasMessageMatching("Reading .*/v1/things broke off after \\d+ records \\(.*");

        api.answering(asked -> asked.answer(whole.substring(0, whole.length() / 2)));
        assertThatThrownBy(() -> read()).hasMessageContaining("/v1/things broke off after ");

        api.answering(asked -> asked.answer("<!DOCTYPE html>\n<html>"));
        assertThatThrownBy(() -> read())
                .hasMessage(
                        api.url()
                                + "/v1/things answered a web page instead of JSON ('<!DOCTYPE html> <html>'): check the address, or run again later; the cursor has not moved.");

        api.answering(asked -> asked.answer("{\"datas\":[],\"n\":1}"));
        assertThatThrownBy(() -> read("records", "data"))
                .hasMessage(
                        api.url()
                                + "/v1/things answered nothing at 'data', where records are looked for, but has datas, n: set records to their path.");
    }

    @Test
    void each_part_is_asked_for_and_names_its_records() throws Exception {
        api.answering(asked -> asked.answer("[{\"id\":\"%s\"}]".formatted(asked.query.get("lat"))));

        assertThat(read(
                                "each",
                                "Paris=48.85,2.35; Lyon=45.76,4.84",
                                "nameInto",
                                "place",
                                "query",
                                "lat={1}; lon={2}; n={0}")
                        .toString())
                .isEqualTo("[{id=48.85, place=Paris}, {id=45.76, place=Lyon}]");
        assertThat(api.asked())
                .containsExactly("/v1/things?lat=48.85&lon=2.35&n=Paris", "/v1/things?lat=45.76&lon=4.84&n=Lyon");
    }

    @Test
    void memory_does_not_grow_with_the_pages() throws Exception {
        api.answering(asked -> {
            int offset = asked.number("offset", 0);
            asked.answer(offset < 60_000 ? SomeApi.array(offset, offset + 100) : "[]");
        });
        Iterator<List<Map<String, Object>>> pages = pages("paging", "offset");
        long records = 0;
        while (pages.hasNext()) {
            records += pages.next().size();
        }

        assertThat(records).isEqualTo(60_000);
        assertThat(counts.get("fetched")).isEqualTo(60_000);
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        for (String wrong :
                List.of("paging=sometimes", "format=xml", "statuses=404=forget", "cursor=colour", "query=a")) {
            String[] sides = wrong.split("=", 2);
            assertThatThrownBy(() -> read(sides[0], sides[1]))
                    .as(wrong)
                    .hasStackTraceContaining(sides[1].replaceFirst(".*=", ""));
        }
    }
}
