package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.offices.Cassetto;
import sportello.platform.Words;
import sportello.testing.SportelloTest;

@SportelloTest
class TopicsTest {

    @TempDir
    Path folder;

    @Test
    void everyCassettoHasSomeOnTwoLevels() throws IOException {
        var topics = Topics.load(folder);
        for (var cassetto : Cassetto.values())
            assertThat(topics.values().stream().filter(topic -> topic.cassetto() == cassetto))
                    .isNotEmpty()
                    .allSatisfy(topic -> assertThat(topic.code()).startsWith(topic.group() + "."));
    }

    @Test
    void eachIsSaidInEveryLanguage(@org.springframework.beans.factory.annotation.Autowired Words words)
            throws IOException {
        for (var topic : Topics.load(folder).values())
            for (var key : Stream.of(topic.group(), topic.code())
                    .map(code -> "topic." + code)
                    .toList())
                for (var language : words.languages())
                    assertThat(words.say(language, key))
                            .as(language + " " + key)
                            .isNotBlank()
                            .isNotEqualTo(key);
        assertThat(words.languages()).contains(Locale.ITALIAN);
    }

    /// Rule C4: N is a setting per topic.
    @Test
    void aBodysFileOfTheSameNameWins() throws IOException {
        Files.writeString(folder.resolve("companies.yaml"), """
                cassetto: COMPANIES
                workingDays: 7
                groups:
                  - code: own
                    topics:
                      - {code: own.first}
                      - {code: own.second, workingDays: 2}
                """);
        var topics = Topics.load(folder);
        assertThat(topics.values())
                .contains(
                        new Topic(Cassetto.COMPANIES, "own", "own.first", 7),
                        new Topic(Cassetto.COMPANIES, "own", "own.second", 2));
        assertThat(topics).doesNotContainKey("companies.contributions.returns").containsKey("domestic.relation.start");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cassetto: OTHER",
                "cassetto: COMPANIES",
                "cassetto: COMPANIES\ngroups:\n  - {code: A, topics: [{code: a.b}]}",
                "cassetto: COMPANIES\nworkingDays: -1\ngroups:\n  - {code: a, topics: [{code: a.b}]}",
                "- 1"
            })
    void anUnfitFileStopsTheStart(String yaml) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), yaml);
        assertThatThrownBy(() -> Topics.load(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("own.yaml");
    }
}
