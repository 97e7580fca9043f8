package azalai.step.recalls;

import azalai.step.clean.Days;
import azalai.step.clean.Gtin;
import azalai.step.clean.Transliteration;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the products of an identification from its tokens, the parts between {@code $} that are not empty. Empty parts
 * are lost in the source's array form, so a token is told by what it looks like and not by its place: the label is a
 * known kind of date followed by nothing but dates, {@code |} parts two products only where one can end.
 */
final class IdentificationTokens {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    /** The end of a group, glued to its last date and to the next group's first token; empty groups are skipped. */
    private static final Pattern BOUNDARY = Pattern.compile("(" + DATE + ")?\\s*\\|[|\\s]*(.*)", Pattern.DOTALL);

    private final List<String> labels;

    private final List<IdentificationGroup> groups = new ArrayList<>();
    private IdentificationGroup group = new IdentificationGroup();
    private boolean readable = true;

    private IdentificationTokens(List<String> labels) {
        this.labels = labels;
    }

    /**
     * The groups of the tokens, none of them empty.
     *
     * @param labels how labels begin, in ASCII and lower case
     * @return empty if a token fits nowhere
     */
    static Optional<List<IdentificationGroup>> read(List<String> tokens, List<String> labels) {
        IdentificationTokens reader = new IdentificationTokens(labels);
        for (int i = 0; i < tokens.size() && reader.readable; i++) {
            reader.token(
                    tokens.get(i).strip(),
                    i + 1 < tokens.size() ? tokens.get(i + 1).strip() : "|");
        }
        reader.endGroup();
        return reader.readable ? Optional.of(reader.groups) : Optional.empty();
    }

    private void token(String token, String next) {
        Matcher boundary = BOUNDARY.matcher(token);
        if (token.isEmpty()) {
            return;
        }
        if (boundary.matches() && endsGroup(boundary.group(1), boundary.group(2))) {
            date(boundary.group(1));
            endGroup();
            token(boundary.group(2), next);
        } else if (group.labelled()) {
            date(token);
        } else if (isLabel(token) && (DATE.matcher(next).lookingAt() || next.startsWith("|"))) {
            group.setLabel(token);
        } else {
            group.addHead(token);
        }
    }

    /** Before the label a lot may hold a {@code |} of its own. */
    private boolean endsGroup(String date, String rest) {
        return group.labelled()
                || (date == null && (group.empty() || group.headFull() || rest.isEmpty() || Gtin.isCode(rest)));
    }

    private void date(String token) {
        if (token == null) {
            return;
        }
        try {
            LocalDate date = LocalDate.parse(token);
            readable &= Days.isStorable(date);
            group.addDate(date);
        } catch (DateTimeException e) {
            readable = false;
        }
    }

    private void endGroup() {
        if (!group.empty()) {
            readable &= group.readable();
            groups.add(group);
        }
        group = new IdentificationGroup();
    }

    private boolean isLabel(String token) {
        String plain = Transliteration.ascii(token).toLowerCase(Locale.ROOT);
        return labels.stream().anyMatch(label -> plain.equals(label) || plain.startsWith(label + " "));
    }
}
