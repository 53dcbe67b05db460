package sportello.invitations;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// An invitation in words, made when it is sent. `paragraphs` are plain text; a paragraph that is an address alone
/// becomes a link in HTML.
record Letter(
        String to,
        String name,
        Locale language,
        String subject,
        List<String> paragraphs,
        String place,
        Instant startsAt,
        Instant endsAt) {

    String text() {
        return String.join("\n\n", paragraphs) + "\n";
    }

    String html() {
        var out = new StringBuilder();
        for (var paragraph : paragraphs) {
            out.append("<p>").append(linked(paragraph)).append("</p>\n");
        }
        return out.toString();
    }

    private static String linked(String paragraph) {
        var out = new StringBuilder();
        for (var word : paragraph.split("(?<=\\s)|(?=\\s)")) {
            var safe = word.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
            if (word.startsWith("http://") || word.startsWith("https://")) {
                out.append("<a href=\"").append(safe).append("\">").append(safe).append("</a>");
            } else out.append(safe);
        }
        return out.toString();
    }
}
