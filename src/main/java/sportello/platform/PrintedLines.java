package sportello.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.font.PDFont;

/// Breaks a text into lines that fit the width of a printed page.
public record PrintedLines(PDFont font, float width) {

    public List<String> of(float size, String text) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : printable(text).split(" ")) {
            var longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && font.getStringWidth(longer) / 1000 * size > width) {
                lines.add(line.toString());
                line = new StringBuilder(word);
            } else {
                line = new StringBuilder(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /// A name in letters the font lacks is still readable around them.
    private String printable(String text) {
        var fit = new StringBuilder();
        text.codePoints().forEach(point -> {
            var letter = Character.toString(point);
            try {
                font.encode(letter);
                fit.append(letter);
            } catch (IOException | IllegalArgumentException e) {
                fit.append('?');
            }
        });
        return fit.toString();
    }
}
