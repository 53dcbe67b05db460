package sportello.intermediaries;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.offices.Offices;

/// Puts a question together with what was said, by name, and what came with it.
@Component
class Threads {

    private final QuestionRows rows;
    private final People people;
    private final Offices offices;

    Threads(QuestionRows rows, People people, Offices offices) {
        this.rows = rows;
        this.people = people;
        this.offices = offices;
    }

    Question whole(QuestionRows.Row row) {
        var files = rows.files(row.id()).stream()
                .collect(Collectors.groupingBy(
                        QuestionRows.Attached::message,
                        Collectors.mapping(QuestionRows.Attached::file, Collectors.toList())));
        var thread = rows.thread(row.id()).stream()
                .map(said -> new Question.Message(
                        said.id(),
                        said.at(),
                        said.kind(),
                        name(said.kind(), said.author()),
                        said.text(),
                        files.getOrDefault(said.id(), List.of())))
                .toList();
        return new Question(
                row.id(),
                row.protocol(),
                row.position(),
                row.studio(),
                row.office(),
                row.topic(),
                row.subject(),
                row.state(),
                row.negative(),
                row.waitingSince(),
                row.askedBy(),
                row.askedAt(),
                row.lastAt(),
                thread,
                rows.latestLit(row.id()).orElse(null));
    }

    private String name(Question.Kind kind, @Nullable UUID author) {
        if (author == null) return "";
        return kind.byStudio()
                ? people.find(new PersonId(author)).map(Person::fullName).orElse("")
                : offices.staff(author).map(Offices.StaffMember::name).orElse("");
    }
}
