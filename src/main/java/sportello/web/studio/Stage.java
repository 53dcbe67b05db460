package sportello.web.studio;

import org.jspecify.annotations.Nullable;
import sportello.booking.Appointment;
import sportello.casework.Consultancy;
import sportello.web.Frame;

/// Where an appointment of a studio stands, as a word with an icon and a sentence.
public enum Stage {
    TO_EVALUATE("is-now", "it-clock"),
    ACCEPTED("is-ok", "it-check"),
    PAPERS("is-warn", "it-file"),
    TALKING("is-now", "it-comment"),
    HELD("", "it-check-circle"),
    SECOND("", "it-calendar"),
    SETTLED("is-ok", "it-check-circle"),
    DECLINED("is-bad", "it-close-circle"),
    MISSED_BY_STUDIO("is-warn", "it-info-circle"),
    MISSED_BY_OFFICE("is-warn", "it-info-circle"),
    GIVEN_UP("", "it-minus-circle");

    private final String kind;
    private final String icon;

    Stage(String kind, String icon) {
        this.kind = kind;
        this.icon = icon;
    }

    public String kind() {
        return kind;
    }

    public String icon() {
        return icon;
    }

    String word(Frame frame) {
        return frame.say("studio.stage." + name());
    }

    String lead(Frame frame) {
        return frame.say("studio.stage." + name() + ".lead");
    }

    static Stage of(Appointment appointment, @Nullable Consultancy consultancy) {
        if (consultancy == null)
            return switch (appointment.status()) {
                case BOOKED -> TO_EVALUATE;
                case HELD -> HELD;
                case GIVEN_UP -> GIVEN_UP;
                case LAPSED, NOT_CONCLUDED -> MISSED_BY_OFFICE;
                case SETTLED -> SETTLED;
                case DECLINED -> DECLINED;
            };
        return switch (consultancy.status()) {
            case PREPARED -> appointment.status() == Appointment.Status.GIVEN_UP ? GIVEN_UP : evaluated(consultancy);
            case OPEN, SUSPENDED -> TALKING;
            case CONCLUDED -> HELD;
            case SECOND_APPOINTMENT -> SECOND;
            case SETTLED_IN_WRITING -> SETTLED;
            case DECLINED -> DECLINED;
            case CALLED_OFF -> GIVEN_UP;
            case LAPSED, ABORTED, MISSED -> missed(consultancy);
        };
    }

    private static Stage evaluated(Consultancy consultancy) {
        if (consultancy.requests().stream()
                .anyMatch(request -> request.asked() && request.state().open())) return PAPERS;
        return switch (consultancy.triage()) {
            case TO_EVALUATE -> TO_EVALUATE;
            case ACCEPTED -> ACCEPTED;
            case PAPERS_ASKED -> TO_EVALUATE;
        };
    }

    private static Stage missed(Consultancy consultancy) {
        var ended = consultancy.ending();
        if (ended == null) return MISSED_BY_OFFICE;
        return switch (ended.ending().how()) {
            case HELD -> HELD;
            case MISSED_BY_PARTY -> MISSED_BY_STUDIO;
            case MISSED_BY_OFFICE -> MISSED_BY_OFFICE;
        };
    }
}
