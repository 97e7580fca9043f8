package azalai.load;

/** A refusal that another attempt would only meet again, until a person has done what the sentence says. */
final class LastingRefusal extends Refusal {
    private static final long serialVersionUID = 1;

    LastingRefusal(String sentence) {
        super(sentence);
    }

    LastingRefusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
