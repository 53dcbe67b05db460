package sportello.invitations;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.Person;

@Component
class Invitees implements Invitee.Book {

    private final Bookings bookings;
    private final People people;

    Invitees(Bookings bookings, People people) {
        this.bookings = bookings;
        this.people = people;
    }

    @Override
    public Optional<Invitee> of(UUID appointment) {
        return bookings.find(new AppointmentId(appointment)).map(booked -> {
            var person = people.find(booked.bookedBy());
            var stated = booked.matter().get("contact.email");
            return new Invitee(
                    person.map(Person::fullName).orElse(""),
                    stated.isBlank()
                            ? person.map(Person::contacts).map(Contacts::email).orElse(null)
                            : stated,
                    booked.matter().get("contact.mobile"),
                    Locale.of(
                            person.map(Person::contacts).map(Contacts::language).orElse("it")),
                    booked.reference().spoken());
        });
    }
}
