package azalai.service.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.common.HttpMessage;

/** What may stand behind the {@code ?} of a request. A name that is misspelt is refused instead of passed over. */
record Query(List<String> names) {
    /** These, each once. */
    static Query of(String... names) {
        return new Query(Arrays.asList(names));
    }

    /** The step that goes on only if nothing else is asked. */
    Processor then(Processor step) {
        return exchange -> {
            check(exchange);
            step.process(exchange);
        };
    }

    private void check(Exchange exchange) {
        Map<String, String[]> asked =
                exchange.getMessage(HttpMessage.class).getRequest().getParameterMap();
        asked.forEach((name, values) -> {
            if (!names.contains(name)) {
                throw new ApiError(
                        400,
                        names.isEmpty()
                                ? "'%s' is unknown: nothing is asked behind a ? here.".formatted(name)
                                : "'%s' is unknown: this can be asked by %s."
                                        .formatted(name, String.join(", ", names)));
            }
            if (values.length > 1) {
                throw new ApiError(400, "%s stands there %d times: once is enough.".formatted(name, values.length));
            }
        });
    }
}
