package azalai.error;

import java.util.Optional;

/** Any failure as one sentence for a person; the whole of it is for the log. */
public final class Sentences {
    private Sentences() {}

    /** The sentence of the failure's nearest cause that has one, else what the libraries say of it. */
    public static String of(Throwable failure) {
        return of(failure, Optional.empty());
    }

    /** The same, naming where it failed: {@code place} completes "The …". */
    public static String of(Throwable failure, Optional<String> place) {
        for (Throwable e : Reasons.chain(failure)) {
            if (e instanceof StepFailure step && place.isPresent()) {
                return step.at(place.get());
            }
            if (e instanceof Failure) {
                return e.getMessage();
            }
        }
        return sentence(place.map(step -> "The " + step + " failed: ").orElse(""), Reasons.of(failure));
    }

    /** What a text says as the end of a sentence. */
    static String sentence(String before, String reason) {
        String whole = before.isEmpty()
                ? reason.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + reason.substring(1)
                : before + reason;
        return whole.matches("(?s).*[.!?…]['\")]?") ? whole : whole + ".";
    }

    /** The cause that no other one lies under. */
    public static Throwable innermost(Throwable failure) {
        java.util.List<Throwable> chain = Reasons.chain(failure);
        return chain.get(chain.size() - 1);
    }
}
