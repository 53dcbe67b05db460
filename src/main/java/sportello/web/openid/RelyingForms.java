package sportello.web.openid;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.stereotype.Component;
import sportello.partners.Partners;
import sportello.partners.RelyingServices;
import sportello.web.security.FormTargets;

/// The form that chooses a capacity may lead on to the relying service that asked, the one that lets an app in back to
/// the app.
@Component
class RelyingForms implements FormTargets {

    private final RelyingServices services;
    private final Partners partners;

    RelyingForms(RelyingServices services, Partners partners) {
        this.services = services;
        this.partners = partners;
    }

    @Override
    public List<String> from(HttpServletRequest request) {
        return switch (request.getRequestURI()) {
            case "/capacity" ->
                services.all().stream()
                        .flatMap(service -> service.redirectUris().stream())
                        .map(RelyingForms::source)
                        .distinct()
                        .toList();
            case "/oauth2/authorize" -> app(request);
            default -> List.of();
        };
    }

    private List<String> app(HttpServletRequest request) {
        var client = request.getParameter("client_id");
        var address = request.getParameter("redirect_uri");
        if (client == null || address == null) return List.of();
        return partners.find(client).filter(app -> app.leadsBackTo(address)).stream()
                .map(_ -> source(address))
                .toList();
    }

    /// As a content security policy writes it; an app's own scheme has no host.
    private static String source(String address) {
        var uri = URI.create(address);
        return uri.getAuthority() == null ? uri.getScheme() + ":" : uri.getScheme() + "://" + uri.getAuthority();
    }
}
