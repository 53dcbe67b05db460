package sportello.api.booking;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.Shapes;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Eligible;
import sportello.identity.Actor;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.Words;

/// What can be booked.
@RestController
@RequestMapping("/api/v1/services")
class ServicesResource {

    private final Services services;
    private final Offices offices;
    private final Bookings bookings;
    private final Words words;

    ServicesResource(Services services, Offices offices, Bookings bookings, Words words) {
        this.services = services;
        this.offices = offices;
        this.bookings = bookings;
        this.words = words;
    }

    @Needs(Scope.SERVICES_READ)
    @Operation(
            id = "listServices",
            summary = "The services that can be booked, and whether by who asks",
            tag = Operation.Tag.SERVICES)
    @GetMapping
    Page<ServiceView> all(Actor by, Locale language) {
        return Page.of(services.all().stream()
                .map(policy -> view(policy, by, language))
                .toList());
    }

    @Needs(Scope.SERVICES_READ)
    @Operation(id = "readService", summary = "One service", tag = Operation.Tag.SERVICES)
    @GetMapping("/{service}")
    ServiceView one(
            Actor by,
            Locale language,
            @PathVariable @Sample(Samples.SERVICE) @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service) {
        return services.find(service)
                .map(policy -> view(policy, by, language))
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    /// Whether it may be booked is said of somebody: of a program that came for nobody there is nothing to say.
    private ServiceView view(ServicePolicy policy, Actor by, Locale language) {
        var may = by instanceof Actor.Booker booker ? bookings.mayBook(booker, policy.code()) : null;
        var stem = "service." + policy.code();
        return new ServiceView(
                policy.code(),
                words.say(language, stem + ".name"),
                words.say(language, stem + ".what"),
                policy.channels().stream().sorted().toList(),
                may == null ? null : may instanceof Eligible.Yes,
                may instanceof Eligible.No(var reason, var facts) ? words.say(language, reason, facts) : null,
                (int) policy.slot().toMinutes(),
                policy.bookableFromDays(),
                policy.bookableToDays(),
                (int) policy.hold().toMinutes(),
                policy.holdExtensions(),
                policy.recorded(),
                policy.cameraRequired(),
                policy.cassetto(),
                List.copyOf(offices.directory().servedBy(policy.code())));
    }
}
