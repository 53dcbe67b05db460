package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.casework.Meetings.NINE_TWENTY;
import static sportello.casework.Meetings.TUESDAY;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.casework.Cases.Sent;
import sportello.casework.Cases.Verdict;
import sportello.documents.PaperCheck;
import sportello.documents.Vault;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.meeting.Room;
import sportello.meeting.Rooms;
import sportello.platform.IdempotencyKey;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

@SportelloTest
@Import({RememberingMedia.Config.class, Meetings.class})
class CaseTest {

    @Autowired
    Meetings meetings;

    @Autowired
    Cases cases;

    @Autowired
    Rooms rooms;

    @Autowired
    Bookings bookings;

    @Autowired
    Vault vault;

    @Test
    void opensWithTheBookingAndPreparesItsRoom() {
        var stage = meetings.booked();
        var file = cases.find(stage.id(), stage.carla()).orElseThrow();
        assertThat(file.status()).isEqualTo(CaseFile.Status.PREPARED);
        assertThat(file.papers()).extracting(CaseFile.PaperItem::code).contains("AA08");
        var room = rooms.about(stage.id().value()).orElseThrow();
        assertThat(room.plan().recorded()).isTrue();
        assertThat(room.plan().startsAt()).isEqualTo(NINE_TWENTY);
        assertThat(meetings.entry(stage, "delegate").person())
                .isEqualTo(stage.bruno().person());
        assertThat(meetings.entry(stage, "delegator").person()).isNull();
        assertThat(meetings.entry(stage, "delegator").name()).isEqualTo("Anna Prova");
    }

    @Test
    void followsAMove() {
        var stage = meetings.booked();
        var later = NINE_TWENTY.plus(Duration.ofMinutes(40));
        assertThat(bookings.move(stage.appointment().id(), stage.bruno(), later, IdempotencyKey.next()))
                .isInstanceOf(Bookings.Move.Moved.class);
        assertThat(cases.find(stage.id(), stage.carla()).orElseThrow().startsAt())
                .isEqualTo(later);
        assertThat(rooms.about(stage.id().value()).orElseThrow().plan().startsAt())
                .isEqualTo(later);
    }

    @Test
    void isCalledOffWithItsAppointment() {
        var stage = meetings.booked();
        assertThat(bookings.cancel(stage.appointment().id(), stage.bruno(), ""))
                .isInstanceOf(Bookings.Cancellation.Done.class);
        assertThat(cases.find(stage.id(), stage.carla()).orElseThrow().status()).isEqualTo(CaseFile.Status.CALLED_OFF);
        assertThat(rooms.about(stage.id().value()).orElseThrow().status()).isEqualTo(Room.Status.CALLED_OFF);
        assertThat(cases.open(stage.id(), stage.carla())).isInstanceOf(Rooms.Opening.Over.class);
    }

    /// Rule G13: for anybody else the case does not exist.
    @Nested
    class Strangers {
        @Test
        void ofAnotherOfficeFindNothing() {
            var stage = meetings.booked();
            var other = meetings.official("Elena", meetings.counter().office());
            assertThat(cases.find(stage.id(), other)).isEmpty();
            assertThat(cases.open(stage.id(), other)).isInstanceOf(Rooms.Opening.NotFound.class);
            assertThat(cases.tick(stage.id(), "will", "yes", "", other)).isInstanceOf(Verdict.NotFound.class);
            assertThat(cases.conclude(stage.id(), other, IdempotencyKey.next()))
                    .isInstanceOf(Cases.Conclusion.NotFound.class);
            assertThat(cases.desk(other, TUESDAY)).isEmpty();
        }

        @Test
        void withoutTheRightFindNothing() {
            var stage = meetings.booked();
            var giulia = meetings.offices.employ(
                    meetings.citizen("Giulia", TaxCodes.next()).person(),
                    stage.counter().office(),
                    "Prima accoglienza",
                    Set.of(Right.FRONT_DESK));
            assertThat(cases.find(stage.id(), giulia)).isEmpty();
            assertThat(cases.open(stage.id(), giulia)).isInstanceOf(Rooms.Opening.NotFound.class);
        }

        @Test
        void nobodyHandlesAnAppointmentInWhichTheyAreAParty() {
            var stage = meetings.booked();
            var bruno = meetings.offices.employ(
                    stage.bruno().person(), stage.counter().office(), "Funzionario", Set.of(Right.HOLD_MEETINGS));
            var anna = meetings.official("Anna", stage.counter().office(), stage.anna());
            assertThat(cases.find(stage.id(), bruno)).isEmpty();
            assertThat(cases.find(stage.id(), anna)).isEmpty();
            assertThat(cases.open(stage.id(), anna)).isInstanceOf(Rooms.Opening.NotFound.class);
            assertThat(cases.desk(anna, TUESDAY)).isEmpty();
        }

        @Test
        void anotherCitizenFindsNothing() throws IOException {
            var stage = meetings.inside();
            var dario = meetings.citizen("Dario", TaxCodes.next());
            assertThat(cases.find(stage.id(), dario)).isEmpty();
            assertThat(cases.sendPaper(stage.id(), "AA08", Meetings.picture(), dario))
                    .isInstanceOf(Sent.NotFound.class);
            assertThat(cases.sendPaper(stage.id(), "AA08", Meetings.picture(), new Actor.Guest(UUID.randomUUID())))
                    .isInstanceOf(Sent.NotFound.class);
        }
    }

    @Test
    void onceOpenOnlyWhoOpenedItActs() {
        var stage = meetings.inside();
        var elena = meetings.official("Elena", stage.counter().office());
        assertThat(cases.open(stage.id(), elena))
                .isEqualTo(new Rooms.Opening.HeldBy(stage.carla().staff()));
        assertThat(cases.tick(stage.id(), "will", "yes", "", elena))
                .isEqualTo(new Verdict.Refused("case.refused.held_by_other", java.util.Map.of()));
        assertThat(cases.abort(stage.id(), "x", elena)).isInstanceOf(Verdict.Refused.class);
        assertThat(cases.find(stage.id(), elena)).isPresent();
    }

    @Test
    void theDeskShowsWhoWaitsSinceWhen() {
        var stage = meetings.booked();
        meetings.clock.moveTo(NINE_TWENTY.minus(Duration.ofMinutes(12)));
        meetings.come(stage, meetings.entry(stage, "delegate"));
        var row = cases.desk(stage.carla(), TUESDAY).getFirst();
        assertThat(row.startsAt()).isEqualTo(NINE_TWENTY);
        assertThat(row.reference()).isEqualTo(stage.appointment().reference());
        assertThat(row.waitingSince()).isPresent();
        assertThat(cases.desk(stage.carla(), TUESDAY.plusDays(2))).isEmpty();
    }

    @Nested
    class Ticking {
        @Test
        void isAMarkerWithItsInstant() {
            var stage = meetings.inside();
            var before = Instant.now();
            assertThat(cases.tick(stage.id(), "will", "yes", "nelle sue parole", stage.carla()))
                    .isInstanceOf(Verdict.Done.class);
            assertThat(cases.markers(stage.id(), stage.carla())).singleElement().satisfies(marker -> {
                assertThat(marker.step()).isEqualTo("will");
                assertThat(marker.counts()).isTrue();
                assertThat(marker.at()).isBetween(before.minusMillis(1), Instant.now());
            });
        }

        @Test
        void againReplacesTheFirstAndKeepsBothMarkers() {
            var stage = meetings.inside();
            cases.tick(stage.id(), "will", "no", "", stage.carla());
            cases.tick(stage.id(), "will", "yes", "", stage.carla());
            var file = cases.find(stage.id(), stage.carla()).orElseThrow();
            assertThat(file.ticks())
                    .singleElement()
                    .extracting(CaseFile.Tick::outcome)
                    .isEqualTo("yes");
            assertThat(cases.markers(stage.id(), stage.carla())).hasSize(2);
        }

        @Test
        void whileTheRecordingHasAGapDoesNotCount() {
            var stage = meetings.inside();
            var media = meetings.media.in(meetings.room(stage));
            media.running = false;
            cases.tick(stage.id(), "will", "yes", "", stage.carla());
            media.running = true;
            assertThat(cases.find(stage.id(), stage.carla()).orElseThrow().tick("will"))
                    .hasValueSatisfying(tick -> assertThat(tick.counts()).isFalse());
        }

        @Test
        void theMomentAloneNeedsTheDelegateOut() {
            var stage = meetings.inside();
            assertThat(cases.tick(stage.id(), "alone", "yes", "", stage.carla()))
                    .isEqualTo(new Verdict.Refused("case.refused.not_alone", java.util.Map.of()));
            rooms.putOut(meetings.entry(stage, "delegate").id(), stage.carla());
            assertThat(cases.tick(stage.id(), "alone", "yes", "", stage.carla()))
                    .isInstanceOf(Verdict.Done.class);
        }

        @Test
        void beforeTheSessionIsOpenIsRefused() {
            var stage = meetings.booked();
            assertThat(cases.tick(stage.id(), "will", "yes", "", stage.carla()))
                    .isEqualTo(new Verdict.Refused("case.refused.not_open", java.util.Map.of()));
        }
    }

    @Nested
    class Papers {
        @Test
        void areSentSeenAskedAgainAndAccepted() throws IOException {
            var stage = meetings.inside();
            cases.askPaper(stage.id(), "AA08", stage.carla());
            var anna = new Actor.Guest(meetings.entry(stage, "delegator").id().value());
            var first = (Sent.Received) cases.sendPaper(stage.id(), "AA08", Meetings.picture(), anna);
            assertThat(paper(stage).state()).isEqualTo("SENT");
            assertThat(cases.askPaperAgain(stage.id(), "AA08", "", stage.carla()))
                    .isInstanceOf(Verdict.Refused.class);
            cases.askPaperAgain(stage.id(), "AA08", "È sfocato", stage.carla());
            assertThat(paper(stage).reason()).isEqualTo("È sfocato");
            cases.sendPaper(stage.id(), "AA08", Meetings.picture(), anna);
            cases.acceptPaper(stage.id(), "AA08", stage.carla());
            assertThat(paper(stage).state()).isEqualTo("ACCEPTED");
            assertThat(paper(stage).copies()).hasSize(2);
            try (var seen =
                    cases.openPaper(stage.id(), first.document(), stage.carla()).orElseThrow()) {
                assertThat(seen.readAllBytes()).startsWith(0x89, 'P', 'N', 'G');
            }
            assertThat(vault.accesses(first.document()))
                    .singleElement()
                    .satisfies(access -> assertThat(access.doerId())
                            .isEqualTo(stage.carla().staff().toString()));
        }

        @Test
        void areSeenOnlyByWhoSentThemAndTheOffice() throws IOException {
            var stage = meetings.inside();
            var anna = new Actor.Guest(meetings.entry(stage, "delegator").id().value());
            var sent = (Sent.Received) cases.sendPaper(stage.id(), "AA08", Meetings.picture(), anna);
            assertThat(cases.openPaper(stage.id(), sent.document(), anna)).isPresent();
            assertThat(cases.openPaper(stage.id(), sent.document(), stage.bruno()))
                    .isEmpty();
            var other = meetings.inside();
            assertThat(cases.openPaper(other.id(), sent.document(), other.carla()))
                    .isEmpty();
        }

        @Test
        void areNotTakenFromOutsideTheRoom() throws IOException {
            var stage = meetings.booked();
            assertThat(cases.sendPaper(stage.id(), "AA08", Meetings.picture(), stage.bruno()))
                    .isEqualTo(new Sent.Refused("case.refused.room_not_open"));
            meetings.inside(stage);
            rooms.putOut(meetings.entry(stage, "delegate").id(), stage.carla());
            assertThat(cases.sendPaper(stage.id(), "AA08", Meetings.picture(), stage.bruno()))
                    .isEqualTo(new Sent.Refused("case.refused.not_inside"));
        }

        @Test
        void thatAreNoPapersLeaveNothingBehind() throws IOException {
            var stage = meetings.inside();
            var empty = Files.createTempFile("empty", ".pdf");
            assertThat(cases.sendPaper(stage.id(), "AA08", empty, stage.bruno()))
                    .isEqualTo(new Sent.Unfit(new PaperCheck.Verdict.Empty()));
            Files.writeString(empty, "#!/bin/sh\necho ciao\n");
            assertThat(cases.sendPaper(stage.id(), "AA08", empty, stage.bruno()))
                    .isInstanceOf(Sent.Unfit.class);
            assertThat(vault.about(stage.id().value())).isEmpty();
        }

        private CaseFile.PaperItem paper(Meetings.Stage stage) {
            return cases.find(stage.id(), stage.carla())
                    .flatMap(file -> file.paper("AA08"))
                    .orElseThrow();
        }
    }

    @Test
    void isSuspendedAndGoesOn() {
        var stage = meetings.inside();
        assertThat(cases.suspend(stage.id(), stage.carla())).isInstanceOf(Verdict.Done.class);
        assertThat(cases.tick(stage.id(), "will", "yes", "", stage.carla())).isInstanceOf(Verdict.Refused.class);
        assertThat(cases.open(stage.id(), stage.carla())).isInstanceOf(Rooms.Opening.Opened.class);
        assertThat(cases.tick(stage.id(), "will", "yes", "", stage.carla())).isInstanceOf(Verdict.Done.class);
    }

    @Test
    void isAbortedOnlyWithAReason() {
        var stage = meetings.inside();
        assertThat(cases.abort(stage.id(), " ", stage.carla()))
                .isEqualTo(new Verdict.Refused("case.refused.say_why", java.util.Map.of()));
        assertThat(cases.abort(stage.id(), "Il documento è scaduto", stage.carla()))
                .isInstanceOf(Verdict.Done.class);
        assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                .isEqualTo(Appointment.Status.NOT_CONCLUDED);
        assertThat(rooms.about(stage.id().value()).orElseThrow().status()).isEqualTo(Room.Status.CLOSED);
    }

    @Nested
    class ASecondAppointment {
        final Instant thursday = Instant.parse("2027-03-04T09:00:00Z");

        @Test
        void isAgreedOnTheSpotForTheSameMatter() {
            var stage = meetings.inside();
            var key = IdempotencyKey.next();
            var agreed = cases.secondAppointment(stage.id(), thursday, stage.carla(), key);
            assertThat(agreed).isInstanceOf(Cases.SecondAppointment.Agreed.class);
            var next = ((Cases.SecondAppointment.Agreed) agreed).next();
            assertThat(next.matter()).isEqualTo(stage.appointment().matter());
            assertThat(next.bookedBy()).isEqualTo(stage.bruno().person());
            var file = cases.find(stage.id(), stage.carla()).orElseThrow();
            assertThat(file.status()).isEqualTo(CaseFile.Status.SECOND_APPOINTMENT);
            assertThat(file.next()).isEqualTo(next.id());
            assertThat(cases.ofAppointment(next.id(), stage.carla())).isPresent();
            assertThat(cases.secondAppointment(stage.id(), thursday, stage.carla(), key))
                    .isEqualTo(new Cases.SecondAppointment.Agreed(
                            bookings.find(next.id()).orElseThrow()));
        }

        @Test
        void atAnHourNotOfferedLeavesTheFirstAsItWas() {
            var stage = meetings.inside();
            var sunday = Instant.parse("2027-03-07T09:00:00Z");
            assertThat(cases.secondAppointment(stage.id(), sunday, stage.carla(), IdempotencyKey.next()))
                    .isInstanceOf(Cases.SecondAppointment.Refused.class);
            assertThat(cases.find(stage.id(), stage.carla()).orElseThrow().status())
                    .isEqualTo(CaseFile.Status.OPEN);
            assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                    .isEqualTo(Appointment.Status.BOOKED);
        }
    }

    @Nested
    class Late {
        @Test
        void nobodyCameTenMinutesAfterTheOpening() {
            var stage = meetings.booked();
            meetings.clock.moveTo(NINE_TWENTY.plus(Duration.ofMinutes(5)));
            cases.open(stage.id(), stage.carla());
            meetings.clock.moveTo(NINE_TWENTY.plus(Duration.ofMinutes(14)));
            assertThat(status(stage)).isEqualTo(CaseFile.Status.OPEN);
            meetings.clock.moveTo(NINE_TWENTY.plus(Duration.ofMinutes(16)));
            assertThat(status(stage)).isEqualTo(CaseFile.Status.LAPSED);
            assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                    .isEqualTo(Appointment.Status.LAPSED);
            var delegate = meetings.entry(stage, "delegate");
            assertThat(rooms.knock(delegate.publicRef(), stage.bruno(), "000000", "a-browser-of-brunos"))
                    .isInstanceOf(Rooms.Knock.Over.class);
        }

        @Test
        void whoeverIsWaitingNeverLapses() {
            var stage = meetings.booked();
            meetings.clock.moveTo(NINE_TWENTY);
            meetings.come(stage, meetings.entry(stage, "delegate"));
            cases.open(stage.id(), stage.carla());
            meetings.clock.moveTo(NINE_TWENTY.plus(Duration.ofMinutes(60)));
            assertThat(status(stage)).isEqualTo(CaseFile.Status.OPEN);
        }

        @Test
        void theNextDayNothingIsLeftHanging() {
            var stage = meetings.booked();
            meetings.clock.moveTo(Instant.parse("2027-03-02T23:00:01Z"));
            assertThat(status(stage)).isEqualTo(CaseFile.Status.LAPSED);
        }

        private CaseFile.Status status(Meetings.Stage stage) {
            return cases.find(stage.id(), stage.carla()).orElseThrow().status();
        }
    }
}
