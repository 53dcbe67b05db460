package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.notification.QuietHoursTest.rome;
import static sportello.notification.Told.FRIDAY_0920;
import static sportello.notification.Told.SERVICE;
import static sportello.notification.Told.THURSDAY_0920;
import static sportello.notification.Told.TUESDAY_0920;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import sportello.notification.texts.MessageTexts;
import sportello.notification.texts.MessageTexts.Saved;
import sportello.notification.texts.TextId;
import sportello.notification.texts.Way;
import sportello.notification.texts.Written;
import sportello.testing.SportelloTest;

/// Every message in the language of who reads it (rule G11), in the body's words where it wrote its own.
@SportelloTest
class OwnWordsTest {

    @Autowired
    ApplicationContext beans;

    @Autowired
    MessageTexts texts;

    Told told;

    @BeforeEach
    void aCounter() {
        told = new Told(beans);
    }

    @AfterEach
    void backToNow() {
        told.clock.reset();
    }

    @Test
    void saysDayAndHourAsGermansDo() {
        told.speaks(told.dario, "de");
        var appointment = told.booked(THURSDAY_0920);
        assertThat(told.arrived(appointment, "booked"))
                .startsWith("Termin am Donnerstag, 4. März, 9:20 Uhr")
                .contains("Sie haben gebucht", "Aktenzeichen")
                .doesNotContain("Riferimento");
        assertThat(told.notices(Locale.GERMAN).getFirst().title())
                .isEqualTo("Termin gebucht: Donnerstag, 4. März, 9:20 Uhr");
        told.clock.moveTo(TUESDAY_0920);
        assertThat(told.arrived(appointment, "reminder-before")).contains("Keine Zeit?", "/move", "/cancellation");
    }

    @Test
    void andAsTheEnglishDo() {
        told.speaks(told.dario, "en");
        assertThat(told.arrived(told.booked(THURSDAY_0920), "booked"))
                .startsWith("Appointment on Thursday 4 March at 9:20");
    }

    /// The language is asked when the message leaves, not when it was written.
    @Test
    void speaksTheLanguageChosenMeanwhile() {
        var appointment = told.booked(THURSDAY_0920);
        told.clock.moveTo(rome("2027-03-02T22:00"));
        told.bookings.cancel(appointment.id(), told.carla, "office closed");
        told.speaks(told.dario, "de");
        told.clock.moveTo(rome("2027-03-03T08:00"));
        assertThat(told.arrived(appointment, "called-off")).contains("Das Amt musste den Termin");
    }

    @Test
    void fallsBackToItalianWhole() {
        told.speaks(told.dario, "fr");
        assertThat(told.arrived(told.booked(THURSDAY_0920), "booked")).contains("giovedì 4 marzo");
    }

    @Test
    void usesWhatTheBodyWroteInThatLanguageAlone() {
        var id = new TextId(SERVICE, "booked.booker", Way.MAIL, Locale.ITALIAN);
        var own = new Written(
                "Prenotato per {day}",
                "Buongiorno, ci vediamo {day} alle {hour}, {office}.\n\n{next}\n\nPer annullare: {page}\n\n<b>{day, select, other {x}}");
        assertThat(texts.save(id, own, version(id), told.carla)).isInstanceOf(Saved.Wrong.class);
        var plain = new Written(own.title(), own.body().replace("{day, select, other {x}}", "$1 %s \\"));
        assertThat(texts.save(id, plain, version(id), told.carla)).isInstanceOf(Saved.Done.class);
        try {
            assertThat(told.arrived(told.booked(THURSDAY_0920), "booked"))
                    .startsWith(
                            "Prenotato per giovedì 4 marzo\n\nBuongiorno, ci vediamo giovedì 4 marzo alle 9:20, Bologna.")
                    .endsWith("<b>$1 %s \\");
            var bruno = told.person("Bruno");
            told.speaks(bruno, "en");
            assertThat(told.arrived(told.booked(bruno, FRIDAY_0920), "booked"))
                    .startsWith("Appointment on Friday 5 March");
        } finally {
            texts.backToShipped(id, version(id), told.carla);
        }
    }

    private int version(TextId id) {
        return texts.find(id).orElseThrow().version();
    }
}
