package sportello.offices;

import java.util.List;
import java.util.Optional;

/// The services a body offers, each with its policy.
public interface Services {
    /// The delegation by web meeting (rules D1 to D16).
    String DELEGATION = "delegation-web-meeting";

    Optional<ServicePolicy> find(String code);

    ServicePolicy policy(String code);

    List<ServicePolicy> all();
}
