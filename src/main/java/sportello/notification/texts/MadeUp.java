package sportello.notification.texts;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import sportello.platform.ProductClock;
import sportello.platform.PublicAddress;
import sportello.platform.Words;

/// An appointment nobody has, of the people every example speaks of, for who wants to read a text as it will arrive.
@Component
class MadeUp {

    private static final String REFERENCE = "K7M24QX9";
    private static final String ID = "0198c0de-0000-7000-8000-000000000000";

    private final Spoken spoken;
    private final Pieces pieces;
    private final PublicAddress address;
    private final Words words;
    private final ProductClock clock;
    private final String body;

    MadeUp(
            Spoken spoken,
            Pieces pieces,
            PublicAddress address,
            Words words,
            ProductClock clock,
            @Value("${sportello.notification.sender:Sportello}") String body) {
        this.spoken = spoken;
        this.pieces = pieces;
        this.address = address;
        this.words = words;
        this.clock = clock;
        this.body = body;
    }

    Map<String, Object> facts(TextId id) {
        var language = id.language();
        boolean briefly = id.way() == Way.SMS;
        var starts = nextThursday();
        var page = address.of("/appointments/" + ID);
        var facts = new HashMap<String, Object>();
        facts.put("body", body);
        facts.put("day", spoken.day(starts, language));
        facts.put("hour", spoken.hour(starts, language));
        facts.put("office", "Bologna");
        facts.put("service", words.say(language, "service." + id.service() + ".short"));
        facts.put("reference", "K7M2 4QX9");
        facts.put("code", "402917");
        facts.put("confirmation", "581306");
        facts.put("before", pieces.before(hours(-48), language));
        facts.put("link", link(id));
        facts.put("page", page);
        facts.put("reply", address.of("/r/" + REFERENCE));
        facts.put("move", page + "/move");
        facts.put("cancel", page + "/cancellation");
        facts.put("other", "Anna");
        facts.put("delegator", "Anna Delegante");
        facts.put("delegate", "Bruno Delegato");
        facts.put("where", pieces.where(language));
        facts.put("how", pieces.how("phone", briefly, language));
        facts.put("venue", pieces.venue("phone", language));
        facts.put("next", pieces.next(true, briefly, language));
        facts.put("news", pieces.news(true, briefly, language));
        facts.put("near", pieces.near(List.of(hours(1), hours(2), hours(6)), briefly, language));
        facts.put("validity", pieces.validity(null, language));
        facts.put("until", spoken.day(starts, language));
        facts.put("when", spoken.dayAndHour(starts, language));
        facts.put("answer", spoken.dayAndHour(hours(-20), language));
        facts.put("protocol", "2027-004512");
        facts.put("position", "Panificio Rossi");
        facts.put("positionCode", "1300012345");
        return facts;
    }

    private String link(TextId id) {
        if (id.reader().equals("person")) return address.of("/waiting/offers/" + ID);
        return address.of("/enter/" + REFERENCE);
    }

    private Instant nextThursday() {
        return LocalDate.ofInstant(clock.instant(), ProductClock.ROME)
                .plusDays(7)
                .with(TemporalAdjusters.next(DayOfWeek.THURSDAY))
                .atTime(9, 20)
                .atZone(ProductClock.ROME)
                .toInstant();
    }

    private Instant hours(int later) {
        return nextThursday().plusSeconds(3600L * later);
    }
}
