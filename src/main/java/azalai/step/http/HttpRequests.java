package azalai.step.http;

import azalai.error.Failure;
import azalai.error.HttpFailures;
import azalai.error.LastingFailure;
import azalai.run.Run;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;

/** A run's requests to one source through route {@code http-get}, with the headers and status actions of its step. */
final class HttpRequests {
    private final CamelContext context;
    private final ProducerTemplate template;
    private final Run run;
    private final Map<String, String> headers;
    private final StatusActions statuses;
    private final HttpSecrets secrets;

    HttpRequests(
            CamelContext context, Run run, Map<String, String> headers, StatusActions statuses, HttpSecrets secrets) {
        this.context = context;
        this.template = context.createProducerTemplate();
        this.run = run;
        this.headers = headers;
        this.statuses = statuses;
        this.secrets = secrets;
    }

    /** The answer, to be closed; empty if its status is to be ignored. @throws Failure with one sentence if it failed for good */
    Optional<HttpAnswer> get(HttpAddress address) {
        // An exchange of its own: the retries it uses up are not those of the task. Its unit of work ends with its
        // answer.
        Exchange request = new DefaultExchange(context);
        request.getExchangeExtension()
                .setUnitOfWork(PluginHelper.getUnitOfWorkFactory(context).createUnitOfWork(request));
        request.setProperty(Opendatasoft.URI, address.base());
        request.setProperty(Run.PROPERTY, run);
        request.setProperty(StatusActions.PROPERTY, statuses);
        headers.forEach((name, value) -> request.getMessage().setHeader(name, secrets.fill(value)));
        request.getMessage().setHeader(Exchange.HTTP_METHOD, "GET");
        if (!address.query().isEmpty()) {
            request.getMessage().setHeader(Exchange.HTTP_QUERY, address.query());
        }
        template.send("direct:http-get", request);
        if (request.getException() == null) {
            return Optional.of(new HttpAnswer(request, run));
        }
        request.getUnitOfWork().done(request);
        if (request.getException() instanceof HttpOperationFailedException answer) {
            StatusActions.Action action = statuses.of(answer.getStatusCode()).orElse(null);
            if (action == StatusActions.Action.IGNORE) {
                return Optional.empty();
            }
            if (action == StatusActions.Action.FAIL) {
                throw hidden(new LastingFailure(
                        "%s answered %d, which the pipeline takes for a failure."
                                .formatted(address.shown(), answer.getStatusCode()),
                        answer));
            }
        }
        throw hidden(HttpFailures.of(address.shown(), request.getException()));
    }

    /** The same failure, without what is secret: the libraries' own messages hold the query, and a server may repeat a key. */
    Failure hidden(Failure failure) {
        String sentence = secrets.hide(failure.getMessage());
        boolean shown = !sentence.equals(failure.getMessage());
        for (Throwable e = failure.getCause(); e != null && !shown; e = e.getCause()) {
            shown = secrets.in(e.getMessage())
                    || e instanceof HttpOperationFailedException answer && secrets.in(answer.getResponseBody());
        }
        if (!shown) {
            return failure;
        }
        return failure instanceof LastingFailure ? new LastingFailure(sentence, null) : new Failure(sentence, null);
    }
}
