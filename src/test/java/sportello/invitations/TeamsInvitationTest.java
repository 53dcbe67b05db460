package sportello.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.demo.tenant.Sent;
import sportello.offices.Venue;

/// Rules C8, C10 and C11 against a tenant that keeps state, over HTTP.
class TeamsInvitationTest extends InvitationFixture {

    private static final String INVITE = "PATCH events/…";

    @Test
    void leavesFromTheUnitsMailboxWithTheExactSubject() {
        agree(Venue.TEAMS);
        work();
        assertThat(mailed).singleElement().satisfies(mail -> {
            assertThat(mail.method()).isEqualTo("REQUEST");
            assertThat(mail.from()).isEqualTo(MAILBOX);
            assertThat(mail.to()).isEqualTo(DARIO);
            assertThat(mail.subject()).isEqualTo("Appuntamento INPS Direzione provinciale di Bologna");
            assertThat(mail.startsAt()).isEqualTo(hour);
            assertThat(mail.endsAt()).isEqualTo(hour.plus(Duration.ofMinutes(20)));
            assertThat(mail.text())
                    .contains(
                            row().joinLink(),
                            "documento di identità valido",
                            "non viene registrato",
                            "chat della riunione è spenta")
                    .contains("/appointments/" + appointment);
        });
        assertThat(row().stage()).isEqualTo(InvitationRow.Step.SENT);
        assertThat(row().doneSeq()).isEqualTo(1);
    }

    @Test
    void invitesNobodyBeforeRecordingIsReadBackAsOff() {
        agree(Venue.TEAMS);
        work();
        assertThat(weather.asked)
                .containsExactly(
                        "POST /inps.example.org/oauth2/v2.0/token",
                        "POST events",
                        "GET onlineMeetings",
                        "GET onlineMeetings/…",
                        "PATCH onlineMeetings/…",
                        "GET onlineMeetings/…",
                        "GET events/…",
                        INVITE);
    }

    @Test
    void leavesNoInvitationWhereTheTenantKeepsRecordingOn() {
        weather.recordingOn = true;
        agree(Venue.TEAMS);
        work();
        assertThat(mailed).isEmpty();
        assertThat(weather.asked).endsWith("DELETE events/…").doesNotContain(INVITE);
        assertThat(row().stage()).isEqualTo(InvitationRow.Step.REFUSED);
        assertThat(row().trouble()).isEqualTo("policy-refused");
        assertThat(row().notBefore()).isNull();
        later();
        work();
        assertThat(mailed).isEmpty();

        weather.calm();
        assertThat(rows.again(caseId)).isTrue();
        work();
        assertThat(mailed).singleElement().extracting(Sent::method).isEqualTo("REQUEST");
    }

    @Test
    void takesBackAnInvitationWhereTheTenantTurnedRecordingOnSince() {
        agree(Venue.TEAMS);
        work();
        weather.recordingOn = true;
        move(hour.plus(Duration.ofDays(1)));
        forceRecordingOn();
        work();
        assertThat(mailed).extracting(Sent::method).containsExactly("REQUEST", "CANCEL");
        assertThat(row().stage()).isEqualTo(InvitationRow.Step.REFUSED);
    }

    @Test
    void isUpdatedOnAMove() {
        agree(Venue.TEAMS);
        work();
        move(hour.plus(Duration.ofDays(1)));
        work();
        assertThat(mailed).hasSize(2);
        assertThat(mailed.get(1).method()).isEqualTo("REQUEST");
        assertThat(mailed.get(1).uid()).isEqualTo(mailed.get(0).uid());
        assertThat(mailed.get(1).sequence()).isGreaterThan(mailed.get(0).sequence());
        assertThat(mailed.get(1).startsAt()).isEqualTo(hour);
        assertThat(mailed.get(1).text()).contains(row().joinLink());
        assertThat(row().doneSeq()).isEqualTo(2);
    }

    @Test
    void isWithdrawnOnACancellation() {
        agree(Venue.TEAMS);
        work();
        cancel();
        work();
        assertThat(mailed).extracting(Sent::method).containsExactly("REQUEST", "CANCEL");
        assertThat(mailed.get(1).to()).isEqualTo(DARIO);
        assertThat(row().stage()).isEqualTo(InvitationRow.Step.WITHDRAWN);
        assertThat(row().joinLink()).isNull();
    }

    @Test
    void tellsNobodyOfWhatWasCancelledBeforeItLeft() {
        weather.always(INVITE, 503, "ServiceUnavailable");
        agree(Venue.TEAMS);
        work();
        cancel();
        weather.calm();
        work();
        assertThat(mailed).isEmpty();
        assertThat(weather.asked).endsWith("DELETE events/…");
    }

    @Test
    void givesWayToTheTelephoneWhenThatIsAgreedInstead() throws Exception {
        agree(Venue.TEAMS);
        work();
        agree(Venue.PHONE);
        work();
        assertThat(mailed).extracting(Sent::method).containsExactly("REQUEST", "CANCEL");
        assertThat(post.getReceivedMessages()).hasSize(1);
        agree(Venue.TEAMS);
        work();
        assertThat(mailed).extracting(Sent::method).containsExactly("REQUEST", "CANCEL", "REQUEST");
        assertThat(mailed.get(2).uid()).isNotEqualTo(mailed.get(0).uid());
        assertThat(post.getReceivedMessages()).hasSize(2);
    }

    /// Graph is down, so the telephone is agreed: that invitation does not wait for Graph.
    @Test
    void doesNotHoldUpTheWayAgreedInstead() throws Exception {
        weather.always(INVITE, 503, "ServiceUnavailable");
        agree(Venue.TEAMS);
        work();
        weather.always(".*", 503, "ServiceUnavailable");
        agree(Venue.PHONE);
        work();
        assertThat(post.getReceivedMessages()).hasSize(1);
        assertThat(row().doneSeq()).isEqualTo(2);
        assertThat(row().trouble()).isEqualTo("unavailable");
        weather.calm();
        later();
        work();
        assertThat(weather.asked).endsWith("DELETE events/…");
        assertThat(row().leftover()).isNull();
        assertThat(row().trouble()).isNull();
        assertThat(mailed).isEmpty();
        assertThat(post.getReceivedMessages()).hasSize(1);
    }

    @Test
    void goesOutOnceForTheHourThatHolds() {
        weather.once("POST events", 503, "ServiceUnavailable", Map.of());
        agree(Venue.TEAMS);
        work();
        move(hour.plus(Duration.ofHours(2)));
        work();
        assertThat(mailed).singleElement().extracting(Sent::startsAt).isEqualTo(hour);
    }

    @ParameterizedTest
    @CsvSource({
        "403, ErrorAccessDenied, forbidden",
        "404, ErrorInvalidUser, mailbox-missing",
        "429, TooManyRequests, busy",
        "500, InternalServerError, unavailable",
        "503, ServiceUnavailable, unavailable",
        "504, GatewayTimeout, timed-out",
        "409, Conflict, unexpected"
    })
    void endsInAStateTheOfficerSeesAndGoesOnByItself(int status, String code, String trouble) {
        weather.once("POST events", status, code, Map.of());
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isEqualTo(trouble);
        assertThat(row().doneSeq()).isZero();
        assertThat(pause()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
        later();
        work();
        assertThat(mailed).hasSize(1);
        assertThat(row().trouble()).isNull();
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        weather.once("GET onlineMeetings", 429, "TooManyRequests", Map.of("Retry-After", "120"));
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isEqualTo("busy");
        assertThat(pause()).isBetween(Duration.ofSeconds(110), Duration.ofSeconds(121));
        assertThat(worker().claim()).isEmpty();
    }

    @Test
    void triesOneFreshTokenWhenItsOwnIsRefused() {
        var worker = worker();
        agree(Venue.TEAMS);
        work(worker);
        teams.revokeTokens();
        move(hour.plus(Duration.ofHours(1)));
        work(worker);
        assertThat(row().trouble()).isNull();
        assertThat(mailed).hasSize(2);
        assertThat(weather.asked.stream().filter(it -> it.contains("token"))).hasSize(2);
    }

    @Test
    void saysSoWhenFreshTokensAreRefusedToo() {
        weather.always("POST events", 401, "InvalidAuthenticationToken");
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isEqualTo("unauthorised");
        assertThat(weather.asked.stream().filter(it -> it.contains("token"))).hasSize(2);
    }

    @Test
    void saysSoWhenTheCredentialsAreRefused() {
        secret = "another";
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isEqualTo("token-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST events", "PATCH onlineMeetings/…", INVITE})
    void survivesSilence(String where) {
        weather.once(where, 0, "", Map.of());
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isEqualTo("timed-out");
        later();
        work();
        assertThat(mailed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST events", "PATCH onlineMeetings/…", INVITE})
    void doublesNothingWhenAnAnswerIsLost(String where) {
        weather.cutOnce(where);
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isEqualTo("unreachable");
        later();
        work();
        assertThat(mailed).hasSize(1);
        assertThat(row().stage()).isEqualTo(InvitationRow.Step.SENT);
    }

    @Test
    void tellsAMoveOnceWhenItsAnswerIsLost() {
        agree(Venue.TEAMS);
        work();
        weather.cutOnce(INVITE);
        move(hour.plus(Duration.ofHours(1)));
        work();
        later();
        work();
        assertThat(mailed).hasSize(2);
        assertThat(row().doneSeq()).isEqualTo(2);
    }

    @Test
    void tellsACancellationOnceWhenItsAnswerIsLost() {
        agree(Venue.TEAMS);
        work();
        weather.cutOnce("POST events/…/cancel");
        cancel();
        work();
        later();
        work();
        assertThat(mailed).extracting(Sent::method).containsExactly("REQUEST", "CANCEL");
    }

    /// The transaction id was used for the first hour: the event it made is found and brought to the second.
    @Test
    void findsTheEventOfALostAnswerAfterAMove() {
        weather.cutOnce("POST events");
        agree(Venue.TEAMS);
        work();
        move(hour.plus(Duration.ofHours(1)));
        work();
        assertThat(mailed).singleElement().extracting(Sent::startsAt).isEqualTo(hour);
        assertThat(weather.asked.stream().filter("POST events"::equals)).hasSize(2);
        cancel();
        work();
        assertThat(mailed).hasSize(2);
    }

    @Test
    void deletesTheEventOfALostAnswerAfterACancellation() {
        weather.cutOnce("POST events");
        agree(Venue.TEAMS);
        work();
        cancel();
        work();
        assertThat(weather.asked).endsWith("DELETE events/…");
        assertThat(mailed).isEmpty();
    }

    @Test
    void beginsAnewWhereSomebodyRemovedTheEvent() {
        agree(Venue.TEAMS);
        work();
        teams.close();
        teams = tenant();
        move(hour.plus(Duration.ofHours(1)));
        work();
        assertThat(mailed).hasSize(2);
        assertThat(mailed.get(1).uid()).isNotEqualTo(mailed.get(0).uid());
    }

    /// Graph is down for an hour: tried again and again, at most five minutes apart, sent once.
    @Test
    void isSentOnceAfterAnHourWithoutGraph() {
        weather.always(".*", 503, "ServiceUnavailable");
        agree(Venue.TEAMS);
        var waited = Duration.ZERO;
        var last = Duration.ZERO;
        while (waited.compareTo(Duration.ofHours(1)) < 0) {
            work();
            last = pause();
            assertThat(last).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(5));
            waited = waited.plus(last);
            later();
        }
        assertThat(mailed).isEmpty();
        assertThat(row().trouble()).isEqualTo("unavailable");
        weather.calm();
        work();
        work();
        assertThat(mailed).hasSize(1);
        assertThat(row().trouble()).isNull();
    }

    /// kill -9 before each of the worker's own writes, for the invitation, its move and its withdrawal.
    @Test
    void losesAndDoublesNothingWhenKilledBetweenAnyTwoSteps() {
        killedEverywhere(() -> agree(Venue.TEAMS), sent -> assertThat(sent).hasSize(1));
        move(hour.plus(Duration.ofHours(1)));
        killedEverywhere(() -> {}, sent -> assertThat(sent).hasSize(2));
        cancel();
        killedEverywhere(
                () -> {},
                sent -> assertThat(sent).extracting(Sent::method).containsExactly("REQUEST", "REQUEST", "CANCEL"));
        assertThat(weather.asked.stream().filter(INVITE::equals)).hasSize(2);
    }

    private void killedEverywhere(Runnable wish, Consumer<java.util.List<Sent>> then) {
        wish.run();
        for (int writes = 1; row().doneSeq() < row().seq(); writes++) {
            assertThat(writes).as("kills until done").isLessThan(20);
            var worker = worker(new Dying(transaction, writes));
            try {
                work(worker);
            } catch (Dying.Killed died) {
                later();
            }
        }
        then.accept(mailed);
    }

    @Test
    void isTakenByOneWorkerAtATime() throws Exception {
        agree(Venue.TEAMS);
        var first = worker();
        var second = worker();
        var mine = first.claim();
        assertThat(mine).isPresent();
        assertThat(second.claim()).isEmpty();
        later();
        var theirs = second.claim();
        assertThat(theirs).isPresent();
        first.work(mine.get());
        assertThat(mailed).isEmpty();
        second.work(theirs.get());
        assertThat(mailed).hasSize(1);
    }

    @Test
    void leavesNothingForAnHourThatPassed() {
        agree(Venue.TEAMS, clock.instant().minus(Duration.ofHours(2)));
        work();
        assertThat(mailed).isEmpty();
        assertThat(row().stage()).isEqualTo(InvitationRow.Step.EXPIRED);
    }

    @Test
    void saysSoWhereTheIntermediaryHasNoAddress() {
        email = "";
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isEqualTo("no-address");
        assertThat(row().notBefore()).isNull();
        assertThat(weather.asked).isEmpty();
    }

    private void forceRecordingOn() {
        teams.override(meeting -> meeting.put("allowRecording", true));
    }
}
