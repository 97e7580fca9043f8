package azalai.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * The API takes JSON only. A form, which is what a foreign page can send without asking first, is refused; the servlet
 * would read it whole and take its fields for headers.
 */
final class ContentTypes extends HttpFilter {
    private static final Set<String> TAKEN = Set.of("application/json", "application/x-ndjson");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String type = request.getContentType();
        String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (TAKEN.contains(plain) || plain.isEmpty() && !body) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        response.setContentType("application/json");
        String sentence =
                "The body's Content-Type is %s: send JSON as application/json, or a line a record as application/x-ndjson."
                        .formatted(plain.isEmpty() ? "missing" : "'" + plain + "'");
        response.getOutputStream().write(Answers.JSON.writeValueAsBytes(Map.of("error", sentence)));
    }
}
