package sportello.delegation;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;
import sportello.booking.Matter;
import sportello.booking.spi.Eligibility;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.FiscalCode;
import sportello.platform.ProductClock;
import sportello.platform.RoomFunction;

/// Who may book the delegation by web meeting (rules D1, D8, D10). What is known of the delegator is never asked:
/// the answer would tell whoever types a codice fiscale (rule G14).
@Component
class DelegationEligibility implements Eligibility {

    private final Register register;
    private final DelegationSettings settings;
    private final DelegationRows rows;
    private final ProductClock clock;

    DelegationEligibility(Register register, DelegationSettings settings, DelegationRows rows, ProductClock clock) {
        this.register = register;
        this.settings = settings;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "delegation";
    }

    @Override
    public Answer mayBook(Actor.Booker booker, String service) {
        return mayBook(booker, () -> register.toDelegate(booker.person()).size());
    }

    private Answer mayBook(Actor.Booker booker, IntSupplier delegations) {
        if (!(booker instanceof Actor.Citizen by)) return refused("delegation.refused.intermediary");
        if (by.onBehalf() != null) return refused("delegation.refused.on_behalf");
        if (!by.assurance().atLeast(Assurance.SUBSTANTIAL)) return refused("delegation.refused.assurance");
        var most = settings.delegationsPerDelegate();
        if (delegations.getAsInt() >= most)
            return new Answer.Refused("delegation.refused.you_have_most", Map.of("most", String.valueOf(most)));
        return new Answer.Fine();
    }

    @Override
    public Answer judge(Actor.Booker by, String service, Matter matter) {
        return judge(by, service, matter, rows.known(by.person(), clock.today()));
    }

    @Override
    public Optional<RoomFunction> knownBy() {
        return Optional.of(DelegationRows.KNOWN);
    }

    @Override
    public Answer judge(Actor.Booker by, String service, Matter matter, Map<String, String> known) {
        var may = mayBook(by, () -> Integer.parseInt(known.get("delegations")));
        if (!(may instanceof Answer.Fine)) return may;
        var own = Optional.ofNullable(known.get("fiscal_code"))
                .flatMap(FiscalCode::parse)
                .orElse(null);
        var stated = StatedMatter.read(matter, own, clock.today());
        if (stated.guardian()) return refused("delegation.refused.guardian");
        if (!stated.wrong().isEmpty()) return new Answer.Wrong(stated.wrong());
        return new Answer.Fine();
    }

    private static Answer refused(String reason) {
        return new Answer.Refused(reason, Map.of());
    }
}
