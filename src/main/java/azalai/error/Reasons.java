package azalai.error;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchBeanTypeException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.bean.AmbiguousMethodCallException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;

/** What Camel and other libraries throw, in words that people read: no class, no stack. */
public final class Reasons {
    private static final int LONGEST = 400;

    /** {@code org.apache.camel.FailedException: }, as libraries begin a message with the one that lies under it. */
    private static final Pattern THROWN =
            Pattern.compile("(?:[a-z_]\\w*\\.)*[A-Z][\\w$]*(?:Exception|Error)(?:: |\\b)");

    private static final Pattern CLASS = Pattern.compile("\\b[a-z]\\w*(?:\\.[a-z]\\w*)+\\.[A-Z][\\w$]*");
    private static final Pattern FRAME =
            Pattern.compile("(?m)^\\s*at [\\w.$/]+\\(.*\\)|@[0-9a-f]{5,}\\b(?![.-])|^null$");
    private static final Pattern EXCHANGE = Pattern.compile("\\.? (?:on the exchange: )?Exchange\\[[^]]*]");
    private static final Pattern MISSING_PROPERTY = Pattern.compile("Property with key \\[([^]]+)]");
    private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");

    private Reasons() {}

    /** Why it failed, as the end of a sentence without its full stop; never empty. */
    public static String of(Throwable failure) {
        return found(failure).replaceFirst("\\.$", "");
    }

    private static String found(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (Throwable e : chain) {
            Optional<String> known = known(e);
            if (known.isPresent()) {
                return known.get();
            }
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            Optional<String> said = said(chain.get(i));
            if (said.isPresent()) {
                return said.get();
            }
        }
        return internal();
    }

    /** Whether another attempt would only meet it again. */
    public static boolean last(Throwable failure) {
        List<Throwable> chain = chain(failure);
        boolean brokeOff = chain.stream().anyMatch(Reasons::isBrokenOff);
        for (Throwable e : chain) {
            if (e instanceof Refusal
                    || e instanceof LastingFailure
                    || isBug(e)
                    || e instanceof NoSuchBeanException
                    || e instanceof NoSuchBeanTypeException
                    || e instanceof NoSuchEndpointException
                    || e instanceof ResolveEndpointFailedException
                    || e instanceof DirectConsumerNotAvailableException
                    || e instanceof MethodNotFoundException
                    || e instanceof AmbiguousMethodCallException
                    || e instanceof NoTypeConversionAvailableException
                    || !brokeOff && (e instanceof TypeConversionException || e instanceof InvalidPayloadException)
                    || e instanceof SQLException sql && SqlFailures.isWrongStatement(sql)
                    || e instanceof InvalidTopicException
                    || e instanceof HttpOperationFailedException http && HttpFailures.lasts(http)) {
                return true;
            }
        }
        return false;
    }

    /** The words for what has no message that people could read. */
    public static String internal() {
        String log = System.getProperty("azalai.log");
        return "an internal error; see " + (log == null ? "the log" : log);
    }

    /** A message as part of a sentence, on one line; empty if only a programmer can read it. */
    public static Optional<String> readable(String message) {
        if (message == null) {
            return Optional.empty();
        }
        String line = EXCHANGE.matcher(message).replaceAll("");
        line = THROWN.matcher(line).replaceAll("").strip().replaceAll("\\s*\\R\\s*", "; ");
        line = line.replaceAll("[:;,\\s]+$", "");
        if (!line.contains(" ")
                || CLASS.matcher(line).find()
                || FRAME.matcher(line).find()) {
            return Optional.empty();
        }
        return Optional.of(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    private static Optional<String> said(Throwable e) {
        return isBug(e) ? Optional.empty() : readable(e.getMessage());
    }

    /** A body is read while it is converted: what breaks then is the connection. */
    private static boolean isBrokenOff(Throwable e) {
        return e instanceof IOException
                && !(e instanceof JsonProcessingException || e instanceof CharacterCodingException);
    }

    private static boolean isBug(Throwable e) {
        return e instanceof NullPointerException
                || e instanceof ClassCastException
                || e instanceof IndexOutOfBoundsException
                || e instanceof ArrayStoreException
                || e instanceof UnsupportedOperationException
                || e instanceof java.util.NoSuchElementException
                || e instanceof LinkageError
                || e instanceof StackOverflowError;
    }

    private static Optional<String> known(Throwable e) {
        return ofCamel(e).or(() -> ofTheWorld(e));
    }

    private static Optional<String> ofCamel(Throwable e) {
        String text = null;
        if (e instanceof NoSuchBeanException missing) {
            text = "there is no bean '%s'".formatted(missing.getName());
        } else if (e instanceof NoSuchBeanTypeException) {
            text = "there is no bean of the type it asks for";
        } else if (e instanceof NoSuchEndpointException missing) {
            text = "there is no component for '%s'".formatted(plain(missing.getUri()));
        } else if (e instanceof NoSuchLanguageException) {
            text = "there is no language '%s'".formatted(after(e.getMessage(), "for: "));
        } else if (e instanceof MethodNotFoundException missing) {
            text = missing.getMethodName() == null
                    ? "the bean has no method that could take what it is given"
                    : "the bean has no method '%s' that could take what it is given".formatted(missing.getMethodName());
        } else if (e instanceof AmbiguousMethodCallException) {
            text = "the bean has several methods that could be meant: name one by method";
        } else if (e instanceof DirectConsumerNotAvailableException) {
            text = "no route begins at "
                    + plain(after(e.getMessage(), "endpoint: ").replaceAll("[. ].*", ""));
        } else if (e instanceof PropertyBindingException wrong) {
            text = binding(wrong);
        } else if (e instanceof SimpleIllegalSyntaxException wrong) {
            text = "the expression '%s' cannot be read (%s)"
                    .formatted(wrong.getExpression(), before(wrong.getMessage(), " at location "));
        } else if (e instanceof NoTypeConversionAvailableException wrong) {
            text = "it got a value of another type than it can work with";
        } else if (e instanceof TypeConversionException wrong && !(Sentences.innermost(e) instanceof IOException)) {
            text = wrong.getValue() instanceof CharSequence || wrong.getValue() instanceof Number
                    ? "the value '%s' is of another type than it can work with".formatted(shortened(wrong.getValue()))
                    : "it got a value of another type than it can work with";
        } else if (e instanceof InvalidPayloadException && e.getCause() == null) {
            text = "the body is empty or of another type than it can work with";
        } else if (e instanceof ClassNotFoundException) {
            text = "there is no Java class '%s' on the class path".formatted(e.getMessage());
        } else if (e.getMessage() != null
                && MISSING_PROPERTY.matcher(e.getMessage()).find()) {
            text = "no setting gives the property " + found(MISSING_PROPERTY, e.getMessage())
                    + ": add it to application.properties";
        } else if (e.getMessage() != null
                && UNKNOWN_OPTIONS.matcher(e.getMessage()).find()) {
            text = "the options {%s} are unknown".formatted(found(UNKNOWN_OPTIONS, e.getMessage()));
        }
        return Optional.ofNullable(text);
    }

    private static Optional<String> ofTheWorld(Throwable e) {
        String text = null;
        if (e instanceof SQLException sql) {
            text = SqlFailures.of(sql).getMessage();
        } else if (e instanceof HttpOperationFailedException answer) {
            text = HttpFailures.once(answer);
        } else if (e instanceof JsonParseException wrong) {
            text = "the text is no JSON (%s%s)"
                    .formatted(before(wrong.getOriginalMessage(), ": "), at(wrong.getLocation()));
        } else if (e instanceof JsonProcessingException wrong) {
            text = "the JSON is of another form than it expects" + at(wrong.getLocation());
        } else if (e instanceof UnknownHostException) {
            text = "the host %s is not known here: check the address and the network"
                    .formatted(before(String.valueOf(e.getMessage()), ": "));
        } else if (e instanceof CharacterCodingException) {
            text = "a file is not written in UTF-8";
        } else if (e instanceof SocketTimeoutException || e instanceof TimeoutException) {
            text = "it was not answered in time";
        } else if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
            text = "the file %s is not there or cannot be read".formatted(e.getMessage());
        } else if (e instanceof AccessDeniedException) {
            text = "the file %s may not be used".formatted(e.getMessage());
        } else if (e instanceof InvalidTopicException) {
            text = "Kafka takes no topic of such a name: letters, digits, '.', '_' and '-' make one";
        } else if (e instanceof KafkaException && e.getCause() == null) {
            text = readable(e.getMessage()).map("Kafka says: %s"::formatted).orElse(null);
        } else if (e instanceof OutOfMemoryError) {
            text = "there is no memory left: give the application more, as in AZALAI_JAVA_OPTS=-Xmx1g";
        } else if (e instanceof InterruptedException) {
            text = "it was interrupted";
        }
        return Optional.ofNullable(text);
    }

    private static String binding(PropertyBindingException wrong) {
        String name = wrong.getOptionKey() == null
                ? wrong.getPropertyName()
                : wrong.getOptionPrefix() == null
                        ? wrong.getOptionKey()
                        : wrong.getOptionPrefix() + wrong.getOptionKey();
        return wrong.getValue() == null || wrong.getCause() == null
                ? "the option %s is unknown".formatted(name)
                : "the value '%s' of option %s is wrong%s"
                        .formatted(
                                shortened(wrong.getValue()),
                                name,
                                said(Sentences.innermost(wrong))
                                        .map(" (%s)"::formatted)
                                        .orElse(""));
    }

    /** It and its causes, outermost first; each once, however they are tied. */
    static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable e = failure; e != null && !chain.contains(e); e = e.getCause()) {
            chain.add(e);
        }
        return chain;
    }

    private static String at(JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String found(Pattern pattern, String text) {
        java.util.regex.Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String plain(String uri) {
        return uri.replace("://", ":");
    }

    private static String before(String text, String mark) {
        int at = text.indexOf(mark);
        return (at < 0 ? text : text.substring(0, at)).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String after(String text, String mark) {
        int at = text == null ? -1 : text.indexOf(mark);
        return at < 0 ? "" : text.substring(at + mark.length()).strip();
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value).strip().replaceAll("\\s+", " ");
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
