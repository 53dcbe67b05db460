package sportello.notification.carriers;

import java.util.Locale;
import java.util.regex.Pattern;

/// A mail's words, as they are and as a page of their own: no style, no picture, nothing fetched from anywhere.
record MailPage(String subject, String words, Locale language) {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)]");

    String text() {
        return words.strip().replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n";
    }

    String html() {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"")
                .append(safe(language.getLanguage()))
                .append("\">\n<head><meta charset=\"utf-8\"><title>")
                .append(safe(subject))
                .append("</title></head>\n<body>\n");
        for (var paragraph : words.strip().split("\\R\\s*\\R")) {
            page.append("<p>").append(linked(paragraph.strip())).append("</p>\n");
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static String linked(String paragraph) {
        var out = new StringBuilder();
        var found = ADDRESS.matcher(paragraph);
        int from = 0;
        while (found.find()) {
            out.append(lines(paragraph.substring(from, found.start())));
            var address = safe(found.group());
            out.append("<a href=\"")
                    .append(address)
                    .append("\">")
                    .append(address)
                    .append("</a>");
            from = found.end();
        }
        return out.append(lines(paragraph.substring(from))).toString();
    }

    private static String lines(String text) {
        return safe(text).replaceAll("\\R", "<br>\n");
    }

    private static String safe(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
