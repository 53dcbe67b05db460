package sportello.api.studio;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.intermediaries.Question;
import sportello.offices.Cassetto;

@About("A question on a position, with its thread where one is read")
public record QuestionView(
        UUID questionId,

        @About("Number under which the office knows it") @Size(max = 40) String protocol,

        Cassetto cassetto,
        UUID positionId,
        @Size(max = 200) String positionTitle,
        @Size(max = 100) String topic,
        @Size(max = 300) String subject,
        Question.State state,

        @About("Whether the latest answer was negative, which lights the appointment")
        boolean negative,

        Instant askedAt,
        Instant lastAt,
        @About("The latest appointment lit on it") @Nullable UUID appointmentId,
        @Size(max = 500) @Nullable List<Message> thread) {

    @About("One message of the thread")
    public record Message(
            UUID messageId,
            Instant at,
            Question.Kind kind,

            @About("Who wrote it, missing where the product did") @Size(max = 200) @Nullable String author,

            @Size(max = 20_000) String text,

            @About("Files that came with it") @Size(max = 10) List<File> files) {}

    @About("A file of a message")
    public record File(
            UUID documentId,
            @Size(max = 300) String title,
            @Size(max = 100) String mediaType,
            @Min(0) @Max(100_000_000) long bytes) {}

    public static QuestionView example() {
        return new QuestionView(
                Samples.id(Samples.QUESTION),
                "2027-000001",
                Cassetto.COMPANIES,
                Samples.id(Samples.POSITION),
                "Officina Meccanica di prova",
                "companies.contributions.regularity",
                "DURC irregolare",
                Question.State.OPEN,
                false,
                Instant.parse("2027-03-01T09:00:00Z"),
                Instant.parse("2027-03-01T09:00:00Z"),
                null,
                null);
    }
}
