package azalai.service.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpMessage;

/**
 * The whole body of a request, on disk: as long as it is being sent it costs neither a thread nor the heap, and it can be
 * read more than once. The file has no name any more when it is open, so that a crash leaves nothing behind.
 */
final class Body implements AutoCloseable {
    /** The attribute of the request that holds its body. */
    static final String ATTRIBUTE = Body.class.getName();
    /** What a body may hold, sent and unpacked. */
    static final int LONGEST = 10 * 1024 * 1024;

    static final String TOO_LONG = "The body is longer than 10 MB: send it in parts.";

    private final FileChannel file;
    private final boolean packed;
    private long length;

    private Body(FileChannel file, boolean packed) {
        this.file = file;
        this.packed = packed;
    }

    /** An empty one. @param packed whether it is sent as gzip */
    static Body in(Path folder, boolean packed) throws IOException {
        return new Body(
                FileChannel.open(
                        folder.resolve("body-" + UUID.randomUUID()),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                packed);
    }

    /** The body of the request that an exchange answers; null if it has none. */
    static Body of(Exchange exchange) {
        return (Body) exchange.getMessage(HttpMessage.class).getRequest().getAttribute(ATTRIBUTE);
    }

    /** Adds what came; beyond {@link #LONGEST} it is only counted. */
    void add(ByteBuffer bytes) throws IOException {
        length += bytes.remaining();
        while (bytes.hasRemaining() && length <= LONGEST) {
            file.write(bytes);
        }
    }

    /** How many bytes were sent. */
    long length() {
        return length;
    }

    /**
     * The body from its beginning, unpacked; each stream has a place of its own.
     *
     * @throws ApiError 400 if it is not packed as it says; 413, while reading, if it is longer unpacked than it may be
     */
    InputStream open() {
        try {
            return packed ? new Limited(new GZIPInputStream(new FromFile())) : new FromFile();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static ApiError unreadable(IOException e) {
        return e instanceof ZipException || e instanceof java.io.EOFException
                ? new ApiError(400, "The body is no gzip, as its Content-Encoding says: send it as it is.")
                : new ApiError(500, "The body cannot be read from disk: %s.".formatted(e.getMessage()));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class FromFile extends InputStream {
        private long position;

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            int read = file.read(ByteBuffer.wrap(into, offset, count), position);
            position += Math.max(read, 0);
            return read;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }

    /** A packed body of 10 MB may hold gigabytes. */
    private static final class Limited extends java.io.FilterInputStream {
        private long left = LONGEST;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            try {
                int read = super.read(into, offset, count);
                left -= Math.max(read, 0);
                if (left < 0) {
                    throw new ApiError(413, TOO_LONG);
                }
                return read;
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }
}
