package azalai.sample;

/** An answer that is an error: a status, the API's code for it and a sentence. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    public ApiError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** A parameter out of its range. */
    public static ApiError parameter(String name, String found, String expected) {
        return new ApiError(
                400,
                "InvalidRESTParameterError",
                "Invalid value for " + name + " API parameter: " + found + " was found but " + expected
                        + " is expected.");
    }

    public static ApiError notFound(String message) {
        return new ApiError(404, "NotFoundResource", message);
    }

    int status() {
        return status;
    }

    /** The API's {@code error_code}. */
    public String code() {
        return code;
    }
}
