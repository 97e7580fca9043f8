package azalai.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.PatternLayout;
import org.apache.log4j.RollingFileAppender;
import org.apache.log4j.helpers.LogLog;
import org.apache.log4j.spi.LoggingEvent;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends everything that is logged in this JVM to one file of bounded size, and nothing to the terminal. */
final class ServicesLog {
    /** Kafka writes 60 KB a start; three files of this size hold weeks. */
    private static final String FILE_SIZE = "5MB";

    private static final int OLDER_FILES = 2;

    private final LastError lastError = new LastError();

    private ServicesLog() {}

    static ServicesLog to(Path file) throws IOException {
        ServicesLog log = new ServicesLog();
        LogLog.setQuietMode(true); // a full disk must not make log4j write to the terminal
        RollingFileAppender appender = new RollingFileAppender(
                new PatternLayout("%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %c{1}: %m%n"), file.toString());
        appender.setMaxFileSize(FILE_SIZE);
        appender.setMaxBackupIndex(OLDER_FILES);
        Logger root = Logger.getRootLogger();
        root.removeAllAppenders();
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        root.addAppender(log.lastError);
        // A screenful for every client and at every start; what is set stands in KafkaSettings.
        Logger.getLogger("kafka.server.KafkaConfig").setLevel(Level.WARN);
        Logger.getLogger("org.apache.kafka.clients").setLevel(Level.WARN);
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
        return log;
    }

    /** @return the last error any library logged and why, in one line; null if there was none */
    String lastError() {
        return lastError.line;
    }

    /** Kafka tells why it gives up only here: first the exception, then, in a line of its own, what it does about it. */
    private static final class LastError extends AppenderSkeleton {
        private static final long SAME_EVENT_MILLIS = 10_000;

        private volatile String line;
        private String reason = "";
        private long reasonAt;

        private LastError() {
            setThreshold(Level.ERROR);
        }

        @Override
        protected void append(LoggingEvent event) {
            if (event.getThrowableInformation() != null) {
                reason = ": "
                        + ServiceFailure.reason(event.getThrowableInformation().getThrowable());
                reasonAt = event.getTimeStamp();
            }
            String message = String.valueOf(event.getRenderedMessage()).strip();
            line = message.lines().findFirst().orElse("")
                    + (event.getTimeStamp() - reasonAt < SAME_EVENT_MILLIS ? reason : "");
        }

        @Override
        public void close() {
            // nothing is held
        }

        @Override
        public boolean requiresLayout() {
            return false;
        }
    }
}
