package sportello.api.describe;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/// The things the examples tell of, the same in all of them: Bruno books for Anna at the office of Bologna.
public final class Samples {

    public static final String SERVICE = "delegation-web-meeting";
    public static final String OFFICE = "01960000-0000-7000-8000-00000000000f";
    public static final String HOLD = "01960000-0000-7000-8000-0000000000a1";
    public static final String APPOINTMENT = "01960000-0000-7000-8000-0000000000b1";
    public static final String WISH = "01960000-0000-7000-8000-0000000000c1";
    public static final String OFFER = "01960000-0000-7000-8000-0000000000c2";
    public static final String NOTICE = "01960000-0000-7000-8000-0000000000d1";
    public static final String DELEGATION = "01960000-0000-7000-8000-0000000000e1";
    public static final String POSITION = "01960000-0000-7000-8000-000000000101";
    public static final String QUESTION = "01960000-0000-7000-8000-000000000102";
    public static final String FILE = "01960000-0000-7000-8000-000000000103";
    public static final String TALK = "01960000-0000-7000-8000-0000000000b2";
    public static final String PAPER = "01960000-0000-7000-8000-000000000104";
    public static final String COPY = "01960000-0000-7000-8000-000000000105";
    public static final String CLAIM = "01960000-0000-7000-8000-0000000000f1";
    public static final String CODE = "123456";
    public static final String EMAIL = "bruno.delegato@example.org";
    public static final String KEY = "7f0c6d8e-54a1-4f0e-9c0b-2a1d3e4f5a6b";
    public static final String MOVE_KEY = "5b1f7a52-0c6e-4f0d-8a5e-6d1c2b3a4f5e";
    public static final String ACCEPT_KEY = "0e9d8c7b-6a5f-4e3d-9c1b-0a9f8e7d6c5b";
    public static final String ASK_KEY = "3c2b1a09-8f7e-4d6c-8b5a-4f3e2d1c0b9a";
    public static final String REPLY_KEY = "9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d";
    public static final String DAY = "2027-03-04";

    /// A whole one, with an empty page.
    public static final String PDF = """
            %PDF-1.4
            1 0 obj
            << /Type /Catalog /Pages 2 0 R >>
            endobj
            2 0 obj
            << /Type /Pages /Kids [3 0 R] /Count 1 >>
            endobj
            3 0 obj
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>
            endobj
            xref
            0 4
            0000000000 65535 f\s
            0000000009 00000 n\s
            0000000058 00000 n\s
            0000000115 00000 n\s
            trailer
            << /Size 4 /Root 1 0 R >>
            startxref
            186
            %%EOF
            """;

    public static final Instant STARTS_AT = Instant.parse("2027-03-04T08:20:00Z");
    public static final Instant ENDS_AT = Instant.parse("2027-03-04T08:40:00Z");
    public static final Instant ANOTHER = Instant.parse("2027-03-09T09:00:00Z");
    public static final LocalDate THURSDAY = LocalDate.parse(DAY);

    private Samples() {}

    public static UUID id(String text) {
        return UUID.fromString(text);
    }
}
