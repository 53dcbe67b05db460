package sportello.web.room;

import java.time.Period;
import org.springframework.stereotype.Component;
import sportello.casework.CaseFile;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.offices.Services;

/// For how long a meeting's recording is kept: what the policy of its service says (rule D16).
@Component
class Keeping {

    private final Cases cases;
    private final Services services;

    Keeping(Cases cases, Services services) {
        this.cases = cases;
        this.services = services;
    }

    Period of(Visit visit) {
        var service = cases.find(new CaseId(visit.room().plan().about()), visit.actor())
                .map(CaseFile::service)
                .orElse(Services.DELEGATION);
        return services.policy(service).retention();
    }
}
