package sportello.api.studio;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import sportello.api.describe.About;

@About("What a question may be about")
public record TopicView(
        @Size(max = 100) String topic,

        @About("Its group, in the language asked for") @Size(max = 200) String group,

        @About("Its name, in the language asked for") @Size(max = 200) String title,

        @About("After how many working days without an answer an appointment may be lit") @Min(0) @Max(366) int workingDays) {

    public static TopicView example() {
        return new TopicView(
                "companies.contributions.regularity", "Contribuzione", "Regolarità contributiva (DURC)", 5);
    }
}
