package azalai.service.api;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty or the servlet itself refuses, such as a path that is not there, told as the API tells its errors. */
final class JsonErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        int status = response.getStatus();
        String sentence =
                switch (status) {
                    case HttpStatus.NOT_FOUND_404 -> "There is nothing at this path: /api/openapi lists what there is.";
                    case HttpStatus.METHOD_NOT_ALLOWED_405 ->
                        "%s is not for this path: /api/openapi lists what there is.".formatted(request.getMethod());
                    default ->
                        "%s %s cannot be answered: %s."
                                .formatted(
                                        request.getMethod(),
                                        request.getHttpURI().getPath(),
                                        HttpStatus.getMessage(status));
                };
        LoginFilter.answer(response, callback, status, sentence);
        return true;
    }
}
