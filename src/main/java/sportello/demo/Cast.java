package sportello.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sportello.identity.FiscalCode;
import sportello.identity.Right;

/// The people of the demonstration, all invented. What each does stands in the words `demo.cast.<name>`.
final class Cast {

    /// @param login null for who has no digital identity
    /// @param duty null for who is not staff
    record Member(
            String key,
            @Nullable String login,
            String givenName,
            String familyName,
            FiscalCode fiscalCode,
            LocalDate bornOn,
            String mobile,
            String email,
            @Nullable Duty duty) {}

    record Duty(String roleName, Set<Right> rights) {}

    private static final List<Member> ALL = List.of(
            member("anna", false, "Anna", "Delegante", "DLGNNA41C42A944U", "1941-03-02", 1, null),
            member("bruno", true, "Bruno", "Delegato", "DLGBRN71E14A944W", "1971-05-14", 2, null),
            member(
                    "carla",
                    true,
                    "Carla",
                    "Funzionaria",
                    "FNZCRL79H50A944X",
                    "1979-06-10",
                    3,
                    new Duty(
                            "Funzionaria",
                            Set.of(Right.HOLD_MEETINGS, Right.REVOKE_DELEGATIONS, Right.PLAY_RECORDINGS))),
            member("dario", true, "Dario", "Intermediario", "NTRDRA68R20A944W", "1968-10-20", 4, null),
            member(
                    "elena",
                    true,
                    "Elena",
                    "Responsabile",
                    "RSPLNE66L47A944O",
                    "1966-07-07",
                    5,
                    new Duty(
                            "Responsabile di sede",
                            Set.of(
                                    Right.HOLD_MEETINGS,
                                    Right.REVOKE_DELEGATIONS,
                                    Right.PLAY_RECORDINGS,
                                    Right.MANAGE_OFFICE,
                                    Right.WRITE_MESSAGES))),
            member(
                    "fabio",
                    true,
                    "Fabio",
                    "Operatore",
                    "PRTFBA90S23A944L",
                    "1990-11-23",
                    6,
                    new Duty("Contact Center", Set.of(Right.CONTACT_CENTRE))),
            member(
                    "giulia",
                    true,
                    "Giulia",
                    "Accoglienza",
                    "CCGGLI84B58A944R",
                    "1984-02-18",
                    7,
                    new Duty("Prima accoglienza", Set.of(Right.FRONT_DESK))),
            member(
                    "ivo",
                    true,
                    "Ivo",
                    "Revisore",
                    "RVSVIO62P09A944O",
                    "1962-09-09",
                    8,
                    new Duty("Revisore", Set.of(Right.READ_AUDIT, Right.PLAY_RECORDINGS))));

    private Cast() {}

    static List<Member> all() {
        return ALL;
    }

    /// Those who can log in.
    static List<Member> withIdentity() {
        return ALL.stream().filter(one -> one.login() != null).toList();
    }

    static Optional<Member> withLogin(String login) {
        return ALL.stream().filter(one -> login.equals(one.login())).findFirst();
    }

    private static Member member(
            String key,
            boolean identity,
            String given,
            String family,
            String code,
            String born,
            int n,
            @Nullable Duty duty) {
        return new Member(
                key,
                identity ? key : null,
                given,
                family,
                new FiscalCode(code),
                LocalDate.parse(born),
                "+3932000000%02d".formatted(n),
                key + "@example.org",
                duty);
    }
}
