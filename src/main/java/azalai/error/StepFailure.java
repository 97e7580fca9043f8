package azalai.error;

/** A step that stands in the wrong place of a route: it would fail again, until the route is mended. */
public final class StepFailure extends LastingFailure {
    private final String happened;

    /** @param happened what became of it, to follow its name, as in {@code has no task: …}; ends with a full stop */
    public StepFailure(String happened) {
        super("A step " + happened, null);
        this.happened = happened;
    }

    /** The sentence about the step at this place. */
    public String at(String step) {
        return "The %s %s".formatted(step, happened);
    }
}
