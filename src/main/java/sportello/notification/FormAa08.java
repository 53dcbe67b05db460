package sportello.notification;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.identity.People;
import sportello.platform.PrintedLines;
import sportello.platform.Words;

/// Form AA08 filled in with what was stated at booking, to be signed and shown (rule D8). One A4 page, large type.
@Component
public class FormAa08 {

    private static final float MARGIN = 64;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final Words words;
    private final People people;

    FormAa08(Words words, People people) {
        this.words = words;
        this.people = people;
    }

    public byte[] filled(Appointment appointment, Locale language) {
        var matter = appointment.matter();
        var delegate = people.find(appointment.bookedBy()).orElseThrow();
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            var page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            document.getDocumentInformation().setTitle(say(language, "title"));
            document.getDocumentCatalog().setLanguage(language.toLanguageTag());
            var font = PDType0Font.load(document, FormAa08.class.getResourceAsStream(FONT), true);
            try (var content = new PDPageContentStream(document, page)) {
                var sheet = new Sheet(content, font, PDRectangle.A4.getHeight() - MARGIN);
                sheet.text(20, say(language, "title"));
                sheet.text(11, say(language, "intro"));
                sheet.gap(16);
                sheet.text(15, say(language, "delegator"));
                sheet.line(
                        say(language, "name"),
                        matter.get("delegator.given_name") + " " + matter.get("delegator.family_name"));
                sheet.line(say(language, "tax-code"), matter.get("delegator.tax_code"));
                sheet.line(say(language, "born-on"), day(matter.get("delegator.born_on")));
                sheet.gap(16);
                sheet.text(15, say(language, "delegate"));
                sheet.line(say(language, "name"), delegate.fullName());
                sheet.line(
                        say(language, "tax-code"),
                        delegate.taxCode().map(code -> code.value()).orElse(""));
                sheet.gap(16);
                sheet.text(13, say(language, "text"));
                sheet.gap(40);
                sheet.line(say(language, "date"), "____________________");
                sheet.gap(16);
                sheet.line(say(language, "signature"), "________________________________");
                sheet.gap(32);
                sheet.line(say(language, "reference"), appointment.reference().spoken());
            }
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String say(Locale language, String what) {
        return words.say(language, "message.form." + what);
    }

    private static String day(String iso) {
        return iso.isBlank() ? "" : LocalDate.parse(iso).format(DateTimeFormatter.ofPattern("d/M/uuuu"));
    }

    /// Writes from the top down, breaking lines at words.
    private static final class Sheet {
        private final PDPageContentStream content;
        private final PDType0Font font;
        private float y;

        Sheet(PDPageContentStream content, PDType0Font font, float y) {
            this.content = content;
            this.font = font;
            this.y = y;
        }

        void gap(float points) {
            y -= points;
        }

        void line(String label, String value) throws IOException {
            text(13, label + ": " + value);
        }

        void text(float size, String text) throws IOException {
            for (var line : new PrintedLines(font, WIDTH).of(size, text)) {
                y -= size * 1.45f;
                content.beginText();
                content.setFont(font, size);
                content.newLineAtOffset(MARGIN, y);
                content.showText(line);
                content.endText();
            }
            y -= size * 0.4f;
        }
    }
}
