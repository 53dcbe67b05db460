package sportello.partners;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/// The relying services among the partners.
@Service
public class RelyingServices {

    private static final int PER_MINUTE = 600;

    private final Partners partners;

    RelyingServices(Partners partners) {
        this.partners = partners;
    }

    public Optional<RelyingService> find(String clientId) {
        return partners.find(clientId).flatMap(RelyingServices::relying);
    }

    public List<RelyingService> all() {
        return partners.all().stream()
                .flatMap(partner -> relying(partner).stream())
                .toList();
    }

    public Optional<RelyingService> authentic(String clientId, String secret) {
        return partners.authentic(clientId, secret).flatMap(RelyingServices::relying);
    }

    /// New, or the same with what changed.
    ///
    /// @param secret at least 32 random characters
    public void register(RelyingService service, String secret) {
        var partner = new Partner(
                service.clientId(),
                service.name(),
                Partner.Kind.RELYING,
                null,
                service.redirectUris(),
                Set.of(),
                null,
                PER_MINUTE,
                service.delegable());
        partners.register(partner, Set.of(secret), "door");
    }

    public static Optional<RelyingService> relying(Partner partner) {
        return partner.kind() == Partner.Kind.RELYING
                ? Optional.of(new RelyingService(
                        partner.clientId(), partner.name(), partner.redirectUris(), partner.delegable()))
                : Optional.empty();
    }
}
