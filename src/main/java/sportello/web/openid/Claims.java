package sportello.web.openid;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.partners.Grant;
import sportello.partners.SigningKeys;
import sportello.web.security.Doors;

/// What we say of a grant: `sub` is whose file it is, `act` who is at the keyboard when that is another (RFC 8693).
@Component
class Claims {

    static final String KEY = "openid provider";
    private static final long TOKEN_SECONDS = 300;

    private final People people;
    private final SigningKeys keys;
    private final Doors doors;

    Claims(People people, SigningKeys keys, Doors doors) {
        this.people = people;
        this.keys = keys;
        this.doors = doors;
    }

    String identityToken(Grant grant) {
        var now = Instant.now();
        var all = new JWTClaimsSet.Builder()
                .issuer(doors.product())
                .audience(grant.clientId())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(TOKEN_SECONDS)))
                .claim("auth_time", grant.madeAt().getEpochSecond())
                .claim("nonce", grant.nonce())
                .claim("acr", acr(grant.level()));
        userInfo(grant).forEach(all::claim);
        return keys.sign(KEY, all.build());
    }

    Map<String, Object> introspection(Grant grant) {
        var all = new LinkedHashMap<String, Object>();
        all.put("active", true);
        all.put("iss", doors.product());
        all.put("client_id", grant.clientId());
        all.put("scope", grant.scope());
        all.put("token_type", "Bearer");
        all.put("acr", acr(grant.level()));
        var until = grant.expiresAt();
        if (until != null) all.put("exp", until.getEpochSecond());
        all.putAll(userInfo(grant));
        return all;
    }

    Map<String, Object> userInfo(Grant grant) {
        var owner = person(grant.owner());
        var all = new LinkedHashMap<String, Object>();
        all.put("sub", grant.owner().toString());
        all.put("given_name", owner.givenName());
        all.put("family_name", owner.familyName());
        if (grant.onBehalf()) {
            var acting = person(grant.acting());
            all.put("act", Map.of("sub", acting.id().toString(), "given_name", acting.givenName()));
        }
        return all;
    }

    private Person person(PersonId id) {
        return people.find(id).orElseThrow();
    }

    private static String acr(Assurance level) {
        return switch (level) {
            case LOW -> "http://eidas.europa.eu/LoA/low";
            case SUBSTANTIAL -> "http://eidas.europa.eu/LoA/substantial";
            case HIGH -> "http://eidas.europa.eu/LoA/high";
        };
    }
}
