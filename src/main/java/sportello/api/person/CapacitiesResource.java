package sportello.api.person;

import java.util.ArrayList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.Operation;
import sportello.api.page.Page;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.spi.CapacitySource;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.partners.Needs;
import sportello.partners.Scope;

/// For whom a person may act (rule D12). What they may do as staff is no matter of this API.
@RestController
@RequestMapping("/api/v1/capacities")
class CapacitiesResource {

    private static final String MYSELF = "me";

    private final ObjectProvider<CapacitySource> sources;
    private final People people;

    CapacitiesResource(ObjectProvider<CapacitySource> sources, People people) {
        this.sources = sources;
        this.people = people;
    }

    @Needs(Scope.PROFILE_READ)
    @Operation(id = "listCapacities", summary = "In whose name the person may act", tag = Operation.Tag.PERSON)
    @GetMapping
    Page<CapacityView> all(Actor.Booker by) {
        var all = new ArrayList<CapacityView>();
        var name = people.find(by.person()).map(Person::fullName).orElse("");
        all.add(new CapacityView(MYSELF, CapacityView.Kind.MYSELF, name));
        sources.orderedStream()
                .flatMap(source -> source.capacitiesOf(by.person()).stream())
                .forEach(capacity -> {
                    switch (capacity) {
                        case Capacity.OnBehalfOf(var key, var _, var delegator) ->
                            all.add(new CapacityView(key, CapacityView.Kind.ON_BEHALF, delegator));
                        case Capacity.AsIntermediary(var key, var _, var studio) ->
                            all.add(new CapacityView(key, CapacityView.Kind.STUDIO, studio));
                        case Capacity.AsStaff _ -> {}
                    }
                });
        return Page.of(all);
    }
}
