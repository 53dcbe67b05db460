package sportello.notification.texts;

import static sportello.notification.texts.Way.MAIL;
import static sportello.notification.texts.Way.NOTICE;
import static sportello.notification.texts.Way.SMS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Everything a text may leave open. `ways`: what may carry it: a code goes by SMS alone (rules C8, D13), another
/// person's name, a position and what the matter is about never do. What confirms a contact goes to that contact.
public enum Placeholder {
    BODY("body", SMS, MAIL, NOTICE),
    DAY("day", SMS, MAIL, NOTICE),
    HOUR("hour", SMS, MAIL, NOTICE),
    OFFICE("office", SMS, MAIL, NOTICE),
    SERVICE("service", MAIL, NOTICE),
    REFERENCE("reference", SMS, MAIL, NOTICE),
    WHERE("where", SMS, MAIL, NOTICE),
    CODE("code", SMS),
    CONFIRMATION("confirmation", SMS, MAIL),
    BEFORE("before", SMS, MAIL, NOTICE),
    LINK("link", SMS, MAIL, NOTICE),
    PAGE("page", SMS, MAIL, NOTICE),
    REPLY("reply", SMS, MAIL, NOTICE),
    MOVE("move", SMS, MAIL, NOTICE),
    CANCEL("cancel", SMS, MAIL, NOTICE),
    HOW("how", SMS, MAIL, NOTICE),
    VENUE("venue", SMS, MAIL, NOTICE),
    NEXT("next", SMS, MAIL, NOTICE),
    NEWS("news", SMS, MAIL, NOTICE),
    NEAR("near", SMS, MAIL, NOTICE),
    UNTIL("until", SMS, MAIL, NOTICE),
    WHEN("when", SMS, MAIL, NOTICE),
    ANSWER("answer", SMS, MAIL, NOTICE),
    OTHER("other", NOTICE),
    DELEGATOR("delegator", SMS, MAIL, NOTICE),
    DELEGATE("delegate", SMS, MAIL, NOTICE),
    VALIDITY("validity", SMS, MAIL, NOTICE),
    PROTOCOL("protocol", MAIL, NOTICE),
    POSITION("position", NOTICE),
    POSITION_CODE("positionCode", NOTICE);

    private static final Set<Placeholder> ADDRESSES = EnumSet.of(LINK, PAGE, REPLY, MOVE, CANCEL);

    private final String written;
    private final Set<Way> ways;

    Placeholder(String written, Way first, Way... others) {
        this.written = written;
        this.ways = EnumSet.of(first, others);
    }

    /// Its name between the braces.
    public String written() {
        return written;
    }

    boolean goesBy(Way way) {
        return ways.contains(way);
    }

    /// Stands for an address of the product's.
    boolean isAddress() {
        return ADDRESSES.contains(this);
    }

    static Optional<Placeholder> of(String written) {
        return Arrays.stream(values())
                .filter(each -> each.written.equals(written))
                .findFirst();
    }
}
