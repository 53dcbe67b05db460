package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import sportello.journey.Visitor.Page;

/// A consultancy by plain forms, without a browser: what a studio's member and an official post, one after the other.
record PlainConsulting(Visitor dario, Visitor carla) {

    static final String DURC = "companies.contributions.regularity";

    private static final Pattern POSITION = Pattern.compile("/positions/([0-9a-f-]{36})");
    private static final Pattern CASE = Pattern.compile("/office/consultancies/([0-9a-f-]{36})");

    static PlainConsulting at(UnaryOperator<String> url) {
        return new PlainConsulting(
                member(url, "dario", "Studio Dario"), new Visitor(url, "it").logIn("carla", "/office"));
    }

    /// Somebody logged in who acts for their studio.
    static Visitor member(UnaryOperator<String> url, String login, String studio) {
        var who = new Visitor(url, "it").logIn(login);
        var page = who.get("/capacity");
        var choice = page.html().select("label.opt").stream()
                .filter(label -> label.text().contains(studio))
                .findFirst()
                .orElseThrow(() -> new AssertionError(page.html().text()));
        who.send(page, "/capacity", Map.of("capacity", choice.select("input").attr("value")))
                .is(200);
        return who;
    }

    /// @return the position's id
    String position(String name) {
        var found = dario.get("/cassetti/companies?text=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        return first(POSITION, found.body());
    }

    /// @return the question's address
    String ask(String position, String subject) {
        var form = dario.get("/questions/new?position=" + position);
        var asked = dario.send(
                form,
                "/questions",
                Map.of("topic", DURC, "subject", subject, "text", "Versato il 16 del mese, non risulta."));
        return asked.is(200).shows(subject).at().getPath();
    }

    void answerNo(String question) {
        var page = carla.get("/office" + question);
        carla.send(page, "/answers", Map.of("answer.text", "Non risulta.", "answer.kind", "negative"))
                .is(200)
                .says("Risposta mandata");
    }

    /// @return an asked question to which the answer was no
    String lit(String position, String subject) {
        var question = ask(position, subject);
        answerNo(question);
        return question;
    }

    /// @return the summary, the hour held
    Page hold(String question, String hour) {
        var point = dario.get(question + "/book").is(200);
        var hours = dario.send(point, "/book", Map.of()).shows("Scegli giorno e ora");
        var details = dario.send(hours, "/hour", Map.of("day", hour.substring(0, 10), "hour", hour))
                .shows("Dove ti chiamiamo?");
        return dario.send(details, "/details", Map.of("note", "Che cosa manca?"));
    }

    Page confirm(Page summary) {
        return dario.send(summary, "/summary", Map.of());
    }

    /// @return the appointment's address
    String book(String question, String hour) {
        return confirm(hold(question, hour).shows("Controlla e conferma"))
                .is(200)
                .says("Appuntamento confermato")
                .at()
                .getPath();
    }

    /// @return the case's address at the desk, by the reference that stands on the appointment's page
    String caseOf(String appointment) {
        var reference = dario.get(appointment).html().select("dd.num").first();
        assertThat(reference).isNotNull();
        var queue = carla.get("/office/queue?q=" + URLEncoder.encode(reference.text(), StandardCharsets.UTF_8));
        return "/office/consultancies/" + first(CASE, queue.body());
    }

    /// What the official does at the case: the form whose address ends so.
    Page act(String file, String form, Map<String, String> typed) {
        var page = carla.get(file).is(200);
        return carla.send(page, file + form, typed).is(200);
    }

    boolean offers(String question, String hour) {
        var page = dario.get(question + "/book");
        if (page.html().select("form[method=post][action$=/book]").isEmpty()) return false;
        var day = dario.send(page, "/book", Map.of()).at();
        return dario.get(day.getPath() + "?day=" + hour.substring(0, 10)).body().contains("value=\"" + hour + "\"");
    }

    static String id(String address) {
        var path = URI.create(address).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertThat(found.find()).as(pattern + " in\n" + text).isTrue();
        return found.group(1);
    }
}
