package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/// Origins outside to which a form on this page may lead: browsers hold `form-action` against redirects too.
public interface FormTargets {

    List<String> from(HttpServletRequest request);
}
