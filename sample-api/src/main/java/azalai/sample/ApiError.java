package azalai.sample;

/** An answer that is an error, in the API's shape. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    ApiError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** A parameter out of its range. */
    static ApiError parameter(String message) {
        return new ApiError(400, "InvalidRESTParameterError", message);
    }

    static ApiError notFound(String message) {
        return new ApiError(404, "NotFoundResource", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
