package azalai.cli;

import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a run is, for the person who waits: plain lines, and on a terminal a bar in place for those that say so many
 * {@code of} so many.
 */
final class Progress implements Consumer<String> {
    private static final Pattern PART = Pattern.compile("\\b(\\d{1,18}) of (\\d{1,18})\\b");
    private static final int WIDTH = 24;
    private static final String ERASE_REST = "\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean open;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error. */
    static Progress shown() {
        // Java knows a terminal only where standard input and output both are one: anything else gets plain lines.
        return new Progress(System.err, System.console() != null && !"dumb".equals(System.getenv("TERM")));
    }

    @Override
    public synchronized void accept(String line) {
        Matcher part = PART.matcher(line);
        if (!terminal || !part.find() || Long.parseLong(part.group(2)) == 0) {
            close();
            out.println("· " + Terminal.here(line));
            return;
        }
        long done = Long.parseLong(part.group(1));
        long all = Long.parseLong(part.group(2));
        double share = Math.min(1, (double) done / all);
        int filled = (int) (share * WIDTH);
        out.printf(
                "\r· [%s%s] %3d%% %s%s",
                "#".repeat(filled), "-".repeat(WIDTH - filled), (int) (share * 100), line, ERASE_REST);
        out.flush();
        open = true;
        if (done >= all) {
            close();
        }
    }

    /** Ends the line that a bar stands on. */
    void close() {
        if (open) {
            open = false;
            out.println();
        }
    }
}
