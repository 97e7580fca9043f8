package azalai.web;

/** Placeholder. */
final class StreamApi {
    static final int MOST_SUBSCRIBERS = 50;
}
