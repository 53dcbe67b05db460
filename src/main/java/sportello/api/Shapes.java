package sportello.api;

/// Shapes of texts that several records share.
public final class Shapes {

    public static final String CODE = "^[a-z0-9][a-z0-9-]*$";
    public static final String TEXT = "^[^\\u0000]*$";
    public static final String MOBILE = "^\\+?[0-9 ()./-]*$";
    public static final String EMAIL = "^[^\\s@<>,;:\"()\\[\\]]{1,64}@[^\\s@]+$";
    public static final String TAX_CODE = "^[A-Za-z0-9 ]*$";
    public static final String LANGUAGE = "^[a-z]{2}$";
    public static final String NEED = "^[a-z-]+$";
    public static final String VERSION = "^\"(0|[1-9][0-9]*)\"$";
    public static final String REFERENCE = "^[2-9A-Z]{8}$";

    private Shapes() {}
}
