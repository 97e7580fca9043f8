package azalai.load;

/** The load cannot go on; the message is one sentence for a person: what failed, on what, why, what to do. */
class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String sentence) {
        super(sentence);
    }

    Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
