package sportello.api.booking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.casework.Consultancy.Request;

@About("A paper of an appointment: asked for by the office, or sent unasked")
public record PaperView(
        UUID paperId,

        @About("What the office asked for; missing for one sent unasked") @Size(max = 1000) @Nullable String title,

        @About("By which day it is asked") @Nullable LocalDate until,
        Request.State state,

        @About("Why it is asked again") @Size(max = 4000) @Nullable String reason,

        @Size(max = 20) List<Copy> copies) {

    @About("A file sent for it")
    public record Copy(
            UUID documentId,
            @Size(max = 100) String mediaType,
            @Min(0) @Max(100_000_000) long bytes,
            Instant sentAt) {}

    static PaperView of(Request request) {
        return new PaperView(
                request.id(),
                request.asked() ? request.what() : null,
                request.until(),
                request.state(),
                request.reason(),
                request.copies().stream()
                        .map(copy -> new Copy(copy.document().value(), copy.mediaType(), copy.length(), copy.at()))
                        .toList());
    }

    public static PaperView example() {
        return new PaperView(
                Samples.id(Samples.PAPER),
                null,
                null,
                Request.State.SENT,
                null,
                List.of(new Copy(
                        Samples.id(Samples.COPY), "application/pdf", 317, Instant.parse("2027-03-01T09:00:00Z"))));
    }
}
