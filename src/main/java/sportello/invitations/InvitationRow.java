package sportello.invitations;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.casework.CaseId;
import sportello.offices.Venue;

/// What is wanted of a case's invitation, and what was done. `generation` counts the events or calendar objects begun:
/// each has an identity of its own, so that a retry meets the same one and a new beginning does not.
record InvitationRow(
        CaseId caseId,
        UUID appointment,
        String service,
        UUID office,
        String unit,
        Venue venue,
        Instant startsAt,
        Instant endsAt,
        boolean present,
        int seq,
        Step stage,
        int doneSeq,
        int generation,
        @Nullable Way way,
        @Nullable String mailbox,
        @Nullable String eventId,
        @Nullable String meetingId,
        @Nullable String joinLink,
        @Nullable String sentTo,
        @Nullable Instant sentAt,
        int attempts,
        @Nullable String trouble,
        @Nullable Instant troubleAt,
        @Nullable Instant notBefore,
        @Nullable UUID lease,
        @Nullable Leftover leftover) {

    /// A Teams event of an earlier venue that is still to be withdrawn.
    record Leftover(
            int generation, String mailbox, @Nullable String eventId) {}

    /// By Graph: CREATING → CREATED → SECURED → SENT; by mail: SENDING → SENT. The step before the remote call is kept
    /// first, so that whoever takes over knows that it may have happened.
    enum Step {
        WAITING,
        CREATING,
        CREATED,
        SECURED,
        SENDING,
        SENT,
        WITHDRAWN,
        REFUSED,
        EXPIRED
    }

    enum Way {
        GRAPH,
        MAIL
    }

    static Way wayTo(Venue venue) {
        return venue == Venue.TEAMS ? Way.GRAPH : Way.MAIL;
    }

    /// Something of it may stand in a calendar, ours or theirs.
    boolean begun() {
        return way != null;
    }

    InvitationRow begun(Way by, String from, Step as) {
        return with(as, generation, by, from, eventId, meetingId, joinLink, sentTo, sentAt);
    }

    InvitationRow event(String id, @Nullable String link) {
        return with(Step.CREATED, generation, way, mailbox, id, meetingId, link, sentTo, sentAt);
    }

    InvitationRow meeting(String id) {
        return with(stage, generation, way, mailbox, eventId, id, joinLink, sentTo, sentAt);
    }

    InvitationRow secured() {
        return with(
                sentTo == null ? Step.SECURED : stage,
                generation,
                way,
                mailbox,
                eventId,
                meetingId,
                joinLink,
                sentTo,
                sentAt);
    }

    InvitationRow sending(String to) {
        return with(Step.SENDING, generation, way, mailbox, eventId, meetingId, joinLink, to, sentAt);
    }

    InvitationRow notSent() {
        var before = sentAt != null;
        return with(
                before ? Step.SENT : Step.WAITING,
                generation,
                before ? way : null,
                before ? mailbox : null,
                eventId,
                meetingId,
                joinLink,
                before ? sentTo : null,
                sentAt);
    }

    InvitationRow sent(String to, Instant at) {
        return with(Step.SENT, generation, way, mailbox, eventId, meetingId, joinLink, to, at);
    }

    /// The next one begins anew.
    InvitationRow gone(Step as) {
        return with(as, generation + 1, null, null, null, null, null, null, null);
    }

    /// Teams was agreed and now is not: what stands in that calendar is withdrawn on its own time.
    InvitationRow leftBehind() {
        return gone(Step.WAITING).leaving(new Leftover(generation, Objects.requireNonNull(mailbox), eventId));
    }

    InvitationRow cleared() {
        return leaving(null);
    }

    /// As if that one were still the row's.
    InvitationRow asLeftover() {
        var left = Objects.requireNonNull(leftover);
        return with(stage, left.generation(), Way.GRAPH, left.mailbox(), left.eventId(), null, null, null, null);
    }

    private InvitationRow leaving(@Nullable Leftover leftover) {
        return with(stage, generation, way, mailbox, eventId, meetingId, joinLink, sentTo, sentAt, leftover);
    }

    private InvitationRow with(
            Step stage,
            int generation,
            @Nullable Way way,
            @Nullable String mailbox,
            @Nullable String eventId,
            @Nullable String meetingId,
            @Nullable String joinLink,
            @Nullable String sentTo,
            @Nullable Instant sentAt) {
        return with(stage, generation, way, mailbox, eventId, meetingId, joinLink, sentTo, sentAt, leftover);
    }

    private InvitationRow with(
            Step stage,
            int generation,
            @Nullable Way way,
            @Nullable String mailbox,
            @Nullable String eventId,
            @Nullable String meetingId,
            @Nullable String joinLink,
            @Nullable String sentTo,
            @Nullable Instant sentAt,
            @Nullable Leftover leftover) {
        return new InvitationRow(
                caseId,
                appointment,
                service,
                office,
                unit,
                venue,
                startsAt,
                endsAt,
                present,
                seq,
                stage,
                doneSeq,
                generation,
                way,
                mailbox,
                eventId,
                meetingId,
                joinLink,
                sentTo,
                sentAt,
                attempts,
                trouble,
                troubleAt,
                notBefore,
                lease,
                leftover);
    }
}
