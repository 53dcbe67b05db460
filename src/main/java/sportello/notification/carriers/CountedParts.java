package sportello.notification.carriers;

import org.springframework.stereotype.Component;
import sportello.notification.texts.SmsLength;

/// Counts as the link to the centre will cut.
@Component
class CountedParts implements SmsLength {

    @Override
    public Length of(String text) {
        var cut = SmsParts.of(text);
        return new Length(cut.parts().size(), cut.everySign());
    }
}
