package azalai.step.http;

import azalai.error.LastingFailure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages that each say where the next one is: by a link, or by a value to ask with. */
final class FollowedPaging implements Paging {
    /** A link of RFC 8288 and what is said of it; a quoted value may hold commas and semicolons. */
    private static final Pattern LINK =
            Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^\\s=;,]+(?:\\s*=\\s*(?:\"[^\"]*\"|[^\\s\";,]*))?)*)");

    private static final Pattern REL = Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\";,]*))");

    private final String field;
    private final String parameter;

    private FollowedPaging(String field, String parameter) {
        this.field = field;
        this.parameter = parameter;
    }

    /** By a value of the answer, sent in this query parameter. */
    static Paging byCursor(String field, String parameter) {
        return new FollowedPaging(field, parameter);
    }

    /** By a link that stands in the answer. */
    static Paging byField(String field) {
        return new FollowedPaging(field, null);
    }

    /** By the header {@code Link} with {@code rel=next}. */
    static Paging byHeader() {
        return new FollowedPaging(null, null);
    }

    @Override
    public HttpAddress next(Answered answered) {
        String found = field == null
                ? answered.links().stream()
                        .flatMap(header -> nextOf(header).stream())
                        .findFirst()
                        .orElse(null)
                : answered.field().apply(field);
        if (found == null || found.isBlank() || found.equals("false")) {
            return null;
        }
        return parameter != null ? answered.address().with(parameter, found) : followed(answered.address(), found);
    }

    private static HttpAddress followed(HttpAddress asked, String link) {
        HttpAddress next;
        try {
            next = asked.resolve(link);
        } catch (IllegalArgumentException e) {
            throw new LastingFailure(
                    "%s names a next page that is no address: check nextField.".formatted(asked.shown()), null);
        }
        if (!asked.sameServer(next)) {
            throw new LastingFailure(
                    "%s names a next page on another server, %s, which may not see this one's headers: if it is right, set it as url."
                            .formatted(asked.shown(), next.shown()),
                    null);
        }
        return next;
    }

    /** The target of {@code rel=next} in a header's value. */
    static Optional<String> nextOf(String header) {
        Matcher link = LINK.matcher(header);
        while (link.find()) {
            Matcher rel = REL.matcher(link.group(2));
            if (rel.find()) {
                String relations = rel.group(1) == null ? rel.group(2) : rel.group(1);
                if ((" " + relations.toLowerCase(java.util.Locale.ROOT) + " ").contains(" next ")) {
                    return Optional.of(link.group(1));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String means() {
        return parameter != null
                ? "the parameter '%s'".formatted(parameter)
                : field != null ? "the field '%s'".formatted(field) : "the header Link";
    }

    @Override
    public String field() {
        return field;
    }
}
