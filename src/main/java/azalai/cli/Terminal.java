package azalai.cli;

/** Where people read: progress and errors, both on standard error. */
final class Terminal {
    private Terminal() {}

    static void progress(String line) {
        System.err.println("· " + line);
    }

    static void error(String sentence) {
        System.err.println("azalai: " + sentence);
    }
}
