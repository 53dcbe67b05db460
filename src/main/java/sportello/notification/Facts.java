package sportello.notification;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Offer;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.PositionId;
import sportello.notification.texts.Pieces;
import sportello.notification.texts.Spoken;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.PublicAddress;
import sportello.platform.Words;

/// What stands where a text leaves something open, as it is when the text is read or leaves, said in the reader's
/// language. In an SMS some of it is said briefly.
@Component
class Facts {

    private static final Actor.System ITSELF = new Actor.System("notification");

    private final WaitingList waiting;
    private final Register register;
    private final Cassetti cassetti;
    private final People people;
    private final Services services;
    private final Offices offices;
    private final Words words;
    private final Spoken spoken;
    private final Pieces pieces;
    private final PublicAddress address;
    private final NotificationSettings settings;

    Facts(
            WaitingList waiting,
            Register register,
            Cassetti cassetti,
            People people,
            Services services,
            Offices offices,
            Words words,
            Spoken spoken,
            Pieces pieces,
            PublicAddress address,
            NotificationSettings settings) {
        this.waiting = waiting;
        this.register = register;
        this.cassetti = cassetti;
        this.people = people;
        this.services = services;
        this.offices = offices;
        this.words = words;
        this.spoken = spoken;
        this.pieces = pieces;
        this.address = address;
        this.settings = settings;
    }

    /// @param kept what was written down with the message: ids, dates, plain words
    Map<String, Object> of(
            Map<String, String> kept,
            @Nullable Appointment appointment,
            @Nullable UUID delegation,
            boolean briefly,
            Locale language) {
        var facts = new HashMap<String, Object>();
        facts.put("body", settings.sender());
        facts.put("link", address.of(kept.containsKey("question") ? "/questions/" + kept.get("question") : "/home"));
        facts.putAll(plain(kept, briefly, language));
        var offer = offer(kept);
        if (offer != null) facts.putAll(offer(offer, language));
        if (appointment != null) facts.putAll(appointment(appointment, briefly, language));
        if (delegation != null) facts.putAll(delegation(delegation, language));
        return facts;
    }

    private Map<String, Object> plain(Map<String, String> kept, boolean briefly, Locale language) {
        var facts = new HashMap<String, Object>();
        kept.forEach((name, value) -> {
            switch (name) {
                case "protocol" -> facts.put(name, value);
                case "until" -> facts.put(name, spoken.day(LocalDate.parse(value), language));
                case "changed" -> facts.put("news", pieces.news(value.equals("yes"), briefly, language));
                case "before" -> facts.put(name, pieces.before(Instant.parse(value), language));
                case "near" -> facts.put(name, pieces.near(hours(value), briefly, language));
                case "venue" -> {
                    facts.put(name, pieces.venue(value, language));
                    facts.put("how", pieces.how(value, briefly, language));
                }
                default -> {}
            }
        });
        return facts;
    }

    /// As they are kept beside a message: one after the other, with a blank between them.
    static String kept(List<Instant> hours) {
        return String.join(" ", hours.stream().map(Instant::toString).toList());
    }

    private static List<Instant> hours(String kept) {
        return Arrays.stream(kept.split(" "))
                .filter(hour -> !hour.isEmpty())
                .map(Instant::parse)
                .toList();
    }

    private Map<String, Object> appointment(Appointment appointment, boolean briefly, Locale language) {
        var page = address.of("/appointments/" + appointment.id());
        var facts = new HashMap<String, Object>();
        facts.put("day", spoken.day(appointment.startsAt(), language));
        facts.put("hour", spoken.hour(appointment.startsAt(), language));
        facts.put("reference", appointment.reference().spoken());
        facts.put("other", appointment.matter().get("delegator.given_name"));
        facts.put("service", service(appointment.service(), language));
        facts.put("office", offices.find(appointment.office()).map(Office::name).orElse(""));
        facts.put("where", pieces.where(language));
        facts.put("next", pieces.next(evaluated(appointment), briefly, language));
        facts.put("page", page);
        facts.put("reply", address.of("/r/" + appointment.reference()));
        facts.put("move", page + "/move");
        facts.put("cancel", page + "/cancellation");
        return facts;
    }

    boolean evaluated(Appointment appointment) {
        return services.find(appointment.service())
                .filter(ServicePolicy::evaluatedBefore)
                .isPresent();
    }

    /// The hour on offer, if the message is about one.
    @Nullable Offer offer(Map<String, String> kept) {
        var id = kept.get("offer");
        return id == null ? null : waiting.offer(UUID.fromString(id)).orElse(null);
    }

    private Map<String, Object> offer(Offer offer, Locale language) {
        return Map.of(
                "when", spoken.dayAndHour(offer.startsAt(), language),
                "answer", spoken.dayAndHour(offer.until(), language),
                "service", service(offer.service(), language),
                "link", address.of("/waiting/offers/" + offer.id()));
    }

    private Map<String, Object> delegation(UUID id, Locale language) {
        return register.find(id)
                .map(found -> Map.<String, Object>of(
                        "delegator", name(found.delegator()),
                        "delegate", name(found.delegate()),
                        "validity", pieces.validity(found.until(), language)))
                .orElse(Map.of());
    }

    /// For a notice in the reserved area: in a message outside it a position is not named.
    Map<String, Object> position(String id) {
        return cassetti.position(new PositionId(UUID.fromString(id)), ITSELF)
                .map(position -> Map.<String, Object>of("position", position.name(), "positionCode", position.code()))
                .orElse(Map.of());
    }

    /// Of which service a message speaks, whose words the body may have changed.
    String serviceOf(Map<String, String> kept, @Nullable Appointment appointment, @Nullable UUID delegation) {
        if (appointment != null) return appointment.service();
        var offer = offer(kept);
        if (offer != null) return offer.service();
        return delegation == null ? "" : Services.DELEGATION;
    }

    private String service(String code, Locale language) {
        return words.say(language, "service." + code + ".short");
    }

    private String name(PersonId id) {
        return people.find(id).map(Person::fullName).orElse("");
    }
}
