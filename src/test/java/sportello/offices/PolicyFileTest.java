package sportello.offices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {

    static final String SMALLEST = """
            code: house-visit
            channels: [web]
            kinds: [FILIALE_PROVINCIALE]
            weekly:
              - {days: [MONDAY], from: "08:30", to: "13:00"}
            parties:
              - {role: guest, entersWith: identity}
            retention: P2Y
            """;

    @TempDir
    Path folder;

    static ServicePolicy read(String yaml) {
        return switch (PolicyFile.read(yaml)) {
            case PolicyFile.Reading.Fine(var policy) -> policy;
            case PolicyFile.Reading.Unfit(var wrong) -> throw new AssertionError(wrong);
        };
    }

    static List<String> wrong(String yaml) {
        return PolicyFile.read(yaml) instanceof PolicyFile.Reading.Unfit(var wrong) ? wrong : List.of();
    }

    @Nested
    class TheDelegationByWebMeeting {

        final ServicePolicy policy = shipped();

        static ServicePolicy shipped() {
            try {
                return Objects.requireNonNull(
                        ServiceFiles.load(Path.of("target/no-such-folder")).get(Services.DELEGATION));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void isOpenTuesdayAndThursdayNineToTwelve() {
            assertThat(policy.weekly())
                    .containsExactly(new ServicePolicy.Opening(
                            Set.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY), LocalTime.of(9, 0), LocalTime.of(12, 0)));
        }

        @Test
        void isBookedByEveryChannelButTheAutomaticTelephone() {
            assertThat(policy.channels()).containsExactlyInAnyOrder("web", "app", "front-desk", "contact-centre");
        }

        @Test
        void isHeldEverywhereButInTerritorialAgencies() {
            assertThat(policy.kinds()).isEqualTo(EnumSet.complementOf(EnumSet.of(OfficeKind.AGENZIA_TERRITORIALE)));
        }

        @Test
        void isRecordedWithCamerasAndAtMostFivePeople() {
            assertThat(policy.recorded()).isTrue();
            assertThat(policy.cameraRequired()).isTrue();
            assertThat(policy.mostPeople()).isEqualTo(5);
            assertThat(policy.retention()).isEqualTo(Period.ofYears(10));
        }

        @Test
        void theDelegatorEntersByOwnCodeTheDelegateByIdentity() {
            assertThat(policy.parties())
                    .contains(
                            new ServicePolicy.Party("delegate", "identity", true),
                            new ServicePolicy.Party("delegator", "code", true));
        }

        @Test
        void theScriptHasItsStepsInOrderAndAMomentAlone() {
            assertThat(policy.script())
                    .extracting(ServicePolicy.Step::code)
                    .containsExactly(
                            "officer-identity",
                            "date-time",
                            "subjects-identity",
                            "recording-acknowledged",
                            "will",
                            "sms-shown",
                            "documents",
                            "health-card",
                            "unpredictable-action",
                            "alone",
                            "summary");
            assertThat(policy.script()).allMatch(ServicePolicy.Step::required);
            assertThat(policy.script())
                    .filteredOn(ServicePolicy.Step::alone)
                    .extracting(ServicePolicy.Step::code)
                    .containsExactly("alone");
        }

        @ParameterizedTest
        @CsvSource({
            "signs, AA08 delegate-identity delegator-identity health-card",
            "bedridden, AA09 AA11 delegate-identity delegator-identity health-card",
            "hospitalised, AA09 AA11 delegate-identity delegator-identity health-card"
        })
        void asksThePapersOfTheSituation(String situation, String papers) {
            assertThat(policy.papersFor(Map.of("situation", situation)))
                    .allMatch(ServicePolicy.Paper::required)
                    .extracting(ServicePolicy.Paper::code)
                    .containsExactly(papers.split(" "));
        }

        @Test
        void hasTheRuleBooksDefaults() {
            assertThat(policy.slot()).isEqualTo(Duration.ofMinutes(20));
            assertThat(policy.desks()).isEqualTo(1);
            assertThat(policy.bookableFromDays()).isEqualTo(1);
            assertThat(policy.bookableToDays()).isEqualTo(30);
            assertThat(policy.hold()).isEqualTo(Duration.ofMinutes(10));
            assertThat(policy.holdExtensions()).isEqualTo(1);
            assertThat(policy.waitingOpensBefore()).isEqualTo(Duration.ofMinutes(30));
            assertThat(policy.lapsesAfter()).isEqualTo(Duration.ofMinutes(10));
            assertThat(policy.entryCodes()).isEqualTo(new ServicePolicy.EntryCodes(6, 5, Duration.ofMinutes(15), 3));
        }
    }

    @Nested
    class TheConsultanciesForIntermediaries {

        static List<ServicePolicy> shipped() throws IOException {
            return ServiceFiles.load(Path.of("target/no-such-folder")).values().stream()
                    .filter(policy -> policy.cassetto() != null)
                    .toList();
        }

        @Test
        void haveOnePointForEachCassetto() throws IOException {
            assertThat(shipped()).extracting(ServicePolicy::cassetto).containsExactlyInAnyOrder(Cassetto.values());
        }

        @Test
        void areNeverRecordedAndNeedNoCamera() throws IOException {
            assertThat(shipped()).noneMatch(ServicePolicy::recorded).noneMatch(ServicePolicy::cameraRequired);
        }

        @Test
        void preferTeamsThenThePhoneThenTheOwnRoom() throws IOException {
            assertThat(shipped())
                    .allSatisfy(policy ->
                            assertThat(policy.venues()).containsExactly(Venue.TEAMS, Venue.PHONE, Venue.OWN_ROOM));
        }

        @Test
        void areEvaluatedBeforehandByAUnitOfTheOffice() throws IOException {
            assertThat(shipped())
                    .allMatch(ServicePolicy::evaluatedBefore)
                    .extracting(ServicePolicy::unit)
                    .containsOnly("credit-assessment", "registry-flows");
        }

        @Test
        void noSettingMakesThemRecordedOrOpensThemInATerritorialAgency() {
            var consultancy = SMALLEST + "cassetto: COMPANIES\n";
            assertThat(wrong(consultancy)).isEmpty();
            assertThat(wrong(consultancy + "recorded: true\n"))
                    .containsExactly("recorded: a consultancy is never recorded");
            assertThat(wrong(SMALLEST + "preparation: TRIAGE\nrecorded: true\n"))
                    .containsExactly("recorded: what is evaluated beforehand is never recorded");
            assertThat(wrong(consultancy.replace("FILIALE_PROVINCIALE", "AGENZIA_TERRITORIALE")))
                    .containsExactly("kinds: a consultation point never opens in an AGENZIA_TERRITORIALE");
        }

        @Test
        void whatIsHeldElsewhereCannotBeRecordedEither() {
            assertThat(wrong(SMALLEST + "recorded: true\nvenues: [OWN_ROOM, PHONE]\n"))
                    .containsExactly("recorded: only what is held in the own room can be recorded");
        }
    }

    @Test
    void theSmallestPolicyReads() {
        assertThat(read(SMALLEST).code()).isEqualTo("house-visit");
        assertThat(read(SMALLEST).recorded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retention: P2Y | '' | retention: is missing",
                "retention: P2Y | retention: for ever | retention: 'for ever' is not a period",
                "\"08:30\" | 8:30 | weekly[0].from: '510' is not an hour: write \"09:00\"",
                "\"13:00\" | \"08:30\" | weekly[0].to: must be after from",
                "MONDAY | LUNEDI | weekly[0].days: 'LUNEDI' is none of",
                "channels: [web] | channels: [fax] | channels: 'fax' is none of",
                "FILIALE_PROVINCIALE | FILIALE | kinds: 'FILIALE' is none of",
                "code: house-visit | code: house visit | code: must be letters and digits",
                "entersWith: identity | entersWith: window | parties[0].entersWith: is none of identity, login, code",
                "channels: [web] | slots: 20m | slots: is not a field of a policy",
                "kinds: | 'slot: soon\nkinds:' | slot: 'soon' is not a length of time",
                "kinds: | 'desks: 0\nkinds:' | desks: '0' is not a number from 1 to 500",
                "kinds: | 'recorded: perhaps\nkinds:' | recorded: 'perhaps' is neither true nor false",
                "kinds: | 'bookableFromDays: 9\nbookableToDays: 8\nkinds:' | bookableToDays: is before",
                "kinds: | 'papers: [{code: A, of: nobody}]\nkinds:' | papers: 'A' is of nobody in parties",
                "kinds: | 'papers: [{code: A, of: guest, when: often}]\nkinds:' | papers[0].when: 'often' is not a condition",
                "kinds: | 'script: [{code: A}, {code: A}]\nkinds:' | script: 'A' stands there twice"
            })
    void saysWhatIsWrongAndWhere(String of, String to, String complaint) {
        var changed = SMALLEST.replace(of, to == null ? "" : to.replace("\\n", "\n"));
        assertThat(changed).isNotEqualTo(SMALLEST);
        assertThat(wrong(changed)).anyMatch(line -> line.startsWith(complaint));
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThat(wrong("code: a b\nslot: x\ndesks: y")).hasSizeGreaterThan(5);
        assertThat(wrong("[1, 2]")).isNotEmpty();
        assertThat(wrong("a: [")).isNotEmpty();
    }

    @Test
    void openingsOfOneDayDoNotOverlap() {
        var twice = SMALLEST.replace("parties:", "  - {days: [MONDAY], from: \"12:59\", to: \"14:00\"}\nparties:");
        assertThat(wrong(twice)).contains("weekly: two openings overlap");
        assertThat(wrong(twice.replace("12:59", "13:00"))).isEmpty();
    }

    @Test
    void aThirdServiceNeedsOnlyAFile() throws IOException {
        Files.writeString(folder.resolve("house-visit.yaml"), SMALLEST);
        assertThat(ServiceFiles.load(folder)).containsKeys("house-visit", Services.DELEGATION);
    }

    @Test
    void anUnfitFileStopsTheStartAndIsNamed() throws IOException {
        Files.writeString(folder.resolve("house-visit.yaml"), SMALLEST + "colour: red\n");
        assertThatThrownBy(() -> ServiceFiles.load(folder))
                .hasMessageContaining("house-visit.yaml: colour: is not a field of a policy");
    }

    @Test
    void aFileIsCalledLikeItsService() throws IOException {
        Files.writeString(folder.resolve("other.yaml"), SMALLEST);
        assertThatThrownBy(() -> ServiceFiles.load(folder)).hasMessageContaining("is called house-visit.yaml");
    }

    @Test
    void everyKindOfStructureIsKnown() {
        var all = String.join(
                ", ", Arrays.stream(OfficeKind.values()).map(Enum::name).toList());
        assertThat(read(SMALLEST.replace("FILIALE_PROVINCIALE", all)).kinds()).hasSize(5);
    }
}
