package sportello.partners;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.delegation.Register;
import sportello.identity.Actor;

/// Rule D12: the delegator sees when an app was used for them, once for each access token.
@Component
class UsesOfDelegations {

    private final JdbcClient jdbc;
    private final Register register;

    UsesOfDelegations(JdbcClient jdbc, Register register) {
        this.jdbc = jdbc;
        this.register = register;
    }

    @Transactional
    public void trace(AccessRows.Known token, Actor.Booker by) {
        if (!(by instanceof Actor.Citizen citizen)) return;
        var onBehalf = citizen.onBehalf();
        if (onBehalf == null) return;
        boolean first = jdbc.sql("""
                        insert into partners.acted (grant_id, delegation, until)
                        values (:grant, :delegation, :until)
                        on conflict on constraint a_use_is_traced_once_for_each_token do nothing
                        """)
                        .param("grant", token.grant())
                        .param("delegation", onBehalf.delegation())
                        .param("until", token.expiresAt().atOffset(java.time.ZoneOffset.UTC))
                        .update()
                == 1;
        if (first) register.used(onBehalf.delegation(), token.clientId(), citizen);
    }
}
