package sportello.web.openid;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.stereotype.Component;
import sportello.partners.RelyingServices;
import sportello.web.security.FormTargets;

/// The form that chooses a capacity may lead on to the relying service that asked.
@Component
class RelyingForms implements FormTargets {

    private final RelyingServices services;

    RelyingForms(RelyingServices services) {
        this.services = services;
    }

    @Override
    public List<String> from(HttpServletRequest request) {
        if (!request.getRequestURI().equals("/capacity")) return List.of();
        return services.all().stream()
                .flatMap(service -> service.redirectUris().stream())
                .map(URI::create)
                .map(uri -> uri.getScheme() + "://" + uri.getAuthority())
                .distinct()
                .toList();
    }
}
