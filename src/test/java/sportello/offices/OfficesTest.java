package sportello.offices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.MonthDay;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.identity.spi.CapacitySource;
import sportello.testing.SportelloTest;

@SportelloTest
class OfficesTest {

    @Autowired
    Offices offices;

    @Autowired
    OfficeBook capacities;

    @Autowired
    JdbcClient jdbc;

    Office office(OfficeKind kind) {
        return offices.open(new Office(UUID.randomUUID(), "Bologna", kind, "Bologna", "BO", MonthDay.of(10, 4), false));
    }

    @Test
    void anOfficeIsFoundAsItWasOpened() {
        var bologna = office(OfficeKind.DIREZIONE_PROVINCIALE);
        assertThat(offices.find(bologna.id())).contains(bologna);
        assertThat(offices.find(UUID.randomUUID())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = OfficeKind.class, mode = EnumSource.Mode.EXCLUDE, names = "AGENZIA_TERRITORIALE")
    void theDelegationsCounterOpensInEveryKindOfStructureNamedByItsPolicy(OfficeKind kind) {
        var office = office(kind);
        var counter = offices.openCounter(office.id(), Services.DELEGATION, 2);
        assertThat(offices.counter(counter.id())).contains(counter);
        assertThat(counter.desks()).isEqualTo(2);
        assertThat(offices.openCounter(office.id(), Services.DELEGATION, 3).id())
                .isEqualTo(counter.id());
        jdbc.sql("delete from offices.counter where id = :id")
                .param("id", counter.id())
                .update();
    }

    @Test
    void butNotInATerritorialAgency() {
        var agency = office(OfficeKind.AGENZIA_TERRITORIALE);
        assertThatThrownBy(() -> offices.openCounter(agency.id(), Services.DELEGATION, 1))
                .isInstanceOf(CounterRefused.class);
    }

    @Test
    void noDoorAroundTheDatabaseEither() {
        var agency = office(OfficeKind.AGENZIA_TERRITORIALE);
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into offices.counter (office, kind, service, desks)
                                values (:office, 'AGENZIA_TERRITORIALE', :service, 1)
                                """)
                        .param("office", agency.id())
                        .param("service", Services.DELEGATION)
                        .update())
                .hasMessageContaining("a_counter_opens_only_where_its_service_may");
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into offices.counter (office, kind, service, desks)
                                values (:office, 'FILIALE_PROVINCIALE', :service, 1)
                                """)
                        .param("office", agency.id())
                        .param("service", Services.DELEGATION)
                        .update())
                .hasMessageContaining("a_counter_stands_in_its_office");
    }

    @Test
    void anOfficeWithACounterCannotBecomeATerritorialAgency() {
        var office = office(OfficeKind.DIREZIONE_PROVINCIALE);
        var counter = offices.openCounter(office.id(), "agenda-test", 1);
        assertThatThrownBy(() -> jdbc.sql("update offices.office set kind = 'AGENZIA_TERRITORIALE' where id = :id")
                        .param("id", office.id())
                        .update())
                .hasMessageContaining("a_counter_opens_only_where_its_service_may");
        jdbc.sql("delete from offices.counter where id = :id")
                .param("id", counter.id())
                .update();
    }

    @Test
    void carlaIsStaffOfHerOfficeWithHerRightsOnly() {
        var carla = new PersonId(UUID.randomUUID());
        var office = office(OfficeKind.DIREZIONE_PROVINCIALE);
        var official = offices.employ(carla, office.id(), "funzionaria", Set.of(Right.HOLD_MEETINGS));

        assertThat(capacities.capacitiesOf(carla))
                .containsExactly(new CapacitySource.Capacity.AsStaff(
                        "staff:" + official.staff(), official, office.name(), "funzionaria"));
        assertThat(official.may(Right.HOLD_MEETINGS)).isTrue();
        assertThat(official.may(Right.PLAY_RECORDINGS)).isFalse();
        assertThat(capacities.capacitiesOf(new PersonId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void newRightsReplaceTheOldUnderTheSameStaffId() {
        var carla = new PersonId(UUID.randomUUID());
        var office = office(OfficeKind.DIREZIONE_PROVINCIALE);
        var before = offices.employ(carla, office.id(), "funzionaria", Set.of(Right.HOLD_MEETINGS));
        var after = offices.employ(carla, office.id(), "funzionaria", Set.of());
        assertThat(after.staff()).isEqualTo(before.staff());
        assertThat(after.rights()).isEmpty();
    }

    @Test
    void noDoorOpensAConsultationPointInATerritorialAgency() {
        var agency = office(OfficeKind.AGENZIA_TERRITORIALE);
        assertThatThrownBy(() -> offices.openCounter(agency.id(), "consultancy-companies", 1))
                .isInstanceOf(CounterRefused.class);
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into offices.service_kind (service, kind, cassetto)
                                values ('consultancy-companies', 'AGENZIA_TERRITORIALE', 'COMPANIES')
                                """).update())
                .hasMessageContaining("a_consultation_point_never_opens_in_an_agenzia_territoriale");
    }

    @Test
    void carlaWorksInTheUnitsOfHerOffice() {
        var carla = new PersonId(UUID.randomUUID());
        var office = office(OfficeKind.DIREZIONE_PROVINCIALE);
        var staff = offices.employ(carla, office.id(), "funzionaria", Set.of(Right.HOLD_MEETINGS));
        var unit = offices.openUnit(office.id(), "credit-assessment", "Accertamento", "accertamento@example.org");
        offices.assign(staff.staff(), unit.id());
        offices.assign(staff.staff(), unit.id());

        assertThat(offices.staffOf(unit.id()))
                .extracting(Offices.StaffMember::id)
                .containsExactly(staff.staff());
        assertThat(capacities.capacitiesOf(carla))
                .singleElement()
                .isInstanceOfSatisfying(
                        CapacitySource.Capacity.AsStaff.class,
                        as -> assertThat(as.official().units()).containsExactly(unit.id()));
        assertThat(offices.openUnit(office.id(), "credit-assessment", "Accertamento e credito", "nuova@example.org"))
                .isEqualTo(new Unit(
                        unit.id(), office.id(), "credit-assessment", "Accertamento e credito", "nuova@example.org"));
        assertThat(offices.unit(office.id(), "credit-assessment").map(Unit::mailbox))
                .contains("nuova@example.org");
    }

    @Test
    void nobodyWorksInAUnitOfAnotherOffice() {
        var office = office(OfficeKind.DIREZIONE_PROVINCIALE);
        var elsewhere = office(OfficeKind.FILIALE_PROVINCIALE);
        var staff = offices.employ(new PersonId(UUID.randomUUID()), office.id(), "funzionaria", Set.of());
        var unit = offices.openUnit(elsewhere.id(), "credit-assessment", "Accertamento", "altrove@example.org");
        assertThatThrownBy(() -> offices.assign(staff.staff(), unit.id()))
                .hasMessageContaining("staff_work_in_units_of_their_office");
    }
}
