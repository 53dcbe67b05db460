package sportello.partners;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a program may do through the API, beside what the person it acts for may do.
public enum Scope {
    /// Services, offices and free hours.
    SERVICES_READ("services:read", true),
    /// Appointments: a person's own; for a machine those it booked itself.
    APPOINTMENTS_READ("appointments:read", true),
    /// Hours held, booked, moved and given up; the code sent again.
    APPOINTMENTS_WRITE("appointments:write", true),
    WAITING_LIST_READ("waiting-list:read", false),
    WAITING_LIST_WRITE("waiting-list:write", false),
    NOTICES_READ("notices:read", false),
    NOTICES_WRITE("notices:write", false),
    /// Who one is, how one is reached, in which capacities one may act.
    PROFILE_READ("profile:read", false),
    PROFILE_WRITE("profile:write", false),
    DELEGATIONS_READ("delegations:read", false),
    DELEGATIONS_WRITE("delegations:write", false),
    /// A studio's positions and questions.
    QUESTIONS_READ("questions:read", true),
    QUESTIONS_WRITE("questions:write", true),
    /// Addresses told what happened to appointments, and what they were told.
    WEBHOOKS_MANAGE("webhooks:manage", true);

    private final String code;
    private final boolean forMachines;

    Scope(String code, boolean forMachines) {
        this.code = code;
        this.forMachines = forMachines;
    }

    /// As requests, tokens and the description of the API write it.
    public String code() {
        return code;
    }

    /// Whether a program without a person before it may have it.
    public boolean forMachines() {
        return forMachines;
    }

    /// Whether an app in somebody's hand may have it.
    public boolean forApps() {
        return this != WEBHOOKS_MANAGE;
    }

    public static Optional<Scope> of(String code) {
        var wanted = code.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(scope -> scope.code.equals(wanted))
                .findFirst();
    }
}
