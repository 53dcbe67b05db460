package sportello.demo.tenant;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sportello.platform.ProductClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The calendars and online meetings behind the door. What is private to the tenant in an item begins with `_`.
class Calendars {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, ZoneId> ZONES = Map.of(
            "UTC", ZoneOffset.UTC, "Europe/Rome", ProductClock.ROME, "W. Europe Standard Time", ProductClock.ROME);
    private static final Pattern BY_LINK = Pattern.compile("JoinWebUrl eq '(.*)'");
    private static final Pattern BY_MARK =
            Pattern.compile("singleValueExtendedProperties/Any\\(ep: ep/id eq '(.*)' and ep/value eq '(.*)'\\)");
    private static final Set<String> RULES = Set.of(
            "allowRecording",
            "recordAutomatically",
            "allowTranscription",
            "allowMeetingChat",
            "subject",
            "allowAttendeeToEnableCamera",
            "allowAttendeeToEnableMic");
    private static final String BLOB = "<div class=\"me-email-text\">Microsoft Teams: <a href=\"%s\">%s</a></div>";

    private final Map<String, String> mailboxes;
    private final UnaryOperator<String> joinLink;
    private final Shelf shelf;
    private final Consumer<Sent> post;
    private final Weather weather;

    Calendars(
            Map<String, String> mailboxes,
            UnaryOperator<String> joinLink,
            Shelf shelf,
            Consumer<Sent> post,
            Weather weather) {
        this.mailboxes = mailboxes;
        this.joinLink = joinLink;
        this.shelf = shelf;
        this.post = post;
        this.weather = weather;
    }

    synchronized Answer answer(String method, String[] steps, String filter, boolean inRome, JsonNode body) {
        var user = steps[0];
        if (!mailboxes.containsKey(user)) {
            return Answer.error(404, "ErrorInvalidUser", "The requested user '" + user + "' is invalid.");
        }
        var what = steps.length > 1 ? steps[1] : "";
        var id = steps.length > 2 ? steps[2] : null;
        var verb = steps.length > 3 ? steps[3] : "";
        return switch (method + " " + what + (id == null ? "" : "/") + verb) {
            case "POST events" -> create(user, body, inRome);
            case "GET events" -> found(marked(user, filter), inRome);
            case "GET events/" ->
                event(user, id).map(it -> new Answer(200, shown(it, inRome))).orElseGet(Answer::notFound);
            case "PATCH events/" ->
                event(user, id).map(it -> change(it, body, inRome)).orElseGet(Answer::notFound);
            case "DELETE events/" ->
                event(user, id).map(it -> remove(it, 204, "")).orElseGet(Answer::notFound);
            case "POST events/cancel" ->
                event(user, id).map(it -> cancel(it, body)).orElseGet(Answer::notFound);
            case "GET onlineMeetings" -> found(linked(user, filter), inRome);
            case "GET onlineMeetings/" ->
                meeting(user, id)
                        .map(it -> new Answer(200, shown(it, inRome)))
                        .orElseGet(() -> Answer.error(404, "NotFound", "No such meeting."));
            case "PATCH onlineMeetings/" ->
                meeting(user, id)
                        .map(it -> rule(it, body, inRome))
                        .orElseGet(() -> Answer.error(404, "NotFound", "No such meeting."));
            default -> Answer.error(405, "MethodNotAllowed", "Not here.");
        };
    }

    synchronized void override(Consumer<ObjectNode> meetings) {
        shelf.all("meeting").forEach(meeting -> {
            meetings.accept(meeting);
            shelf.put("meeting", meeting.path("id").asString(), meeting);
        });
    }

    private Answer create(String user, JsonNode body, boolean inRome) {
        if (body.path("subject").asString("").isBlank()) {
            return Answer.error(400, "ErrorInvalidRequest", "An event has a subject.");
        }
        var start = instant(body.path("start"));
        var end = instant(body.path("end"));
        if (start == null || end == null || !start.isBefore(end)) {
            return Answer.error(400, "TimeZoneNotSupportedException", "Start and end are not an hour in a known zone.");
        }
        var transaction = body.path("transactionId").asString("");
        var earlier = shelf.get("transaction", user + " " + transaction);
        if (!transaction.isEmpty() && earlier.isPresent()) {
            var made = event(user, earlier.get().path("event").asString());
            return made.isPresent() && made.get().path("_asked").equals(body)
                    ? new Answer(201, shown(made.get(), inRome))
                    : Answer.error(409, "ErrorDuplicateTransactionId", "This TransactionId made a different event.");
        }
        var event = ((ObjectNode) body).deepCopy();
        var id = "AAMk" + UUID.randomUUID();
        event.put("id", id)
                .put("iCalUId", "0400" + UUID.randomUUID())
                .put("_user", user)
                .put("isCancelled", false);
        event.put("_start", start.toString())
                .put("_end", end.toString())
                .put("_sequence", 0)
                .put("_mails", 0);
        event.set("_asked", body.deepCopy());
        if (!event.has("attendees")) event.putArray("attendees");
        var content = body.path("body").path("content").asString("");
        if (body.path("isOnlineMeeting").asBoolean(false)) content = content + meet(user, event);
        event.putObject("body").put("contentType", "html").put("content", "<html><body>" + content + "</body></html>");
        shelf.put("event", id, event);
        if (!transaction.isEmpty()) {
            shelf.put(
                    "transaction",
                    user + " " + transaction,
                    JSON.createObjectNode().put("event", id));
        }
        tell(event, addresses(event), "REQUEST");
        return new Answer(201, shown(event, inRome));
    }

    private String meet(String user, ObjectNode event) {
        var id = "MSo" + UUID.randomUUID();
        var link = joinLink.apply(id);
        event.putObject("onlineMeeting").put("joinUrl", link);
        event.put("_meeting", id);
        var meeting = JSON.createObjectNode();
        meeting.put("id", id)
                .put("_user", user)
                .put("joinWebUrl", link)
                .put("subject", event.path("subject").asString());
        meeting.put("allowRecording", true).put("recordAutomatically", weather.keepsRecordingOn());
        meeting.put("allowTranscription", true).put("allowMeetingChat", "enabled");
        shelf.put("meeting", id, meeting);
        return BLOB.formatted(link, link);
    }

    private Answer change(ObjectNode event, JsonNode body, boolean inRome) {
        var before = addresses(event);
        var asked = body.deepCopy();
        var moved = false;
        for (var end : List.of("start", "end")) {
            if (!asked.has(end)) continue;
            var at = instant(asked.path(end));
            if (at == null) return Answer.error(400, "TimeZoneNotSupportedException", "Not an hour in a known zone.");
            moved |= !at.toString().equals(event.path("_" + end).asString());
            event.put("_" + end, at.toString());
        }
        for (var name : List.of("subject", "attendees", "body")) {
            if (asked.has(name)) event.set(name, asked.path(name));
        }
        var content = event.path("body").path("content").asString("");
        var link = event.path("onlineMeeting").path("joinUrl").asString("");
        if (!link.isEmpty() && !content.contains(BLOB.formatted(link, link))) {
            event.put("isOnlineMeeting", false);
            event.remove("onlineMeeting");
        }
        if (moved || asked.has("body"))
            event.put("_sequence", event.path("_sequence").asInt() + 1);
        shelf.put("event", event.path("id").asString(), event);
        var now = addresses(event);
        var onlyAttendees = asked.size() == 1 && asked.has("attendees");
        tell(event, onlyAttendees ? less(now, before) : now, "REQUEST");
        tell(event, less(before, now), "CANCEL");
        return new Answer(200, shown(event, inRome));
    }

    private Answer cancel(ObjectNode event, JsonNode body) {
        if (addresses(event).isEmpty()) {
            return Answer.error(400, "ErrorInvalidRequest", "Only a meeting with attendees can be cancelled.");
        }
        return remove(event, 202, body.path("comment").asString(""));
    }

    private Answer remove(ObjectNode event, int status, String comment) {
        if (!comment.isBlank()) ((ObjectNode) event.path("body")).put("content", comment);
        event.put("_sequence", event.path("_sequence").asInt() + 1);
        tell(event, addresses(event), "CANCEL");
        shelf.remove("event", event.path("id").asString());
        shelf.remove("meeting", event.path("_meeting").asString(""));
        return new Answer(status, null);
    }

    private Answer rule(ObjectNode meeting, JsonNode body, boolean inRome) {
        for (var name : body.propertyNames()) {
            if (!RULES.contains(name)) return Answer.error(400, "BadRequest", "Not a property that changes: " + name);
            meeting.set(name, body.path(name));
        }
        if (weather.keepsRecordingOn()) meeting.put("allowRecording", true);
        shelf.put("meeting", meeting.path("id").asString(), meeting);
        return new Answer(200, shown(meeting, inRome));
    }

    private void tell(ObjectNode event, Set<String> to, String method) {
        var from = Objects.requireNonNull(mailboxes.get(event.path("_user").asString()));
        for (var address : to) {
            var mails = event.path("_mails").asInt() + 1;
            event.put("_mails", mails);
            var letter = new MeetingMail(event, from, address, method);
            post.accept(letter.sent(event.path("id").asString() + " " + mails));
        }
        if (!to.isEmpty() && shelf.get("event", event.path("id").asString()).isPresent()) {
            shelf.put("event", event.path("id").asString(), event);
        }
    }

    private Optional<ObjectNode> event(String user, @Nullable String id) {
        return id == null ? Optional.empty() : shelf.get("event", id).filter(it -> of(user, it));
    }

    private Optional<ObjectNode> meeting(String user, @Nullable String id) {
        return id == null ? Optional.empty() : shelf.get("meeting", id).filter(it -> of(user, it));
    }

    private List<ObjectNode> marked(String user, String filter) {
        var wanted = BY_MARK.matcher(filter);
        if (!wanted.matches()) return List.of();
        return shelf.all("event").stream()
                .filter(it -> of(user, it))
                .filter(it -> it.path("singleValueExtendedProperties")
                        .valueStream()
                        .anyMatch(one -> one.path("id").asString().equals(wanted.group(1))
                                && one.path("value").asString().equals(wanted.group(2))))
                .toList();
    }

    private List<ObjectNode> linked(String user, String filter) {
        var wanted = BY_LINK.matcher(filter);
        if (!wanted.matches()) return List.of();
        return shelf.all("meeting").stream()
                .filter(it -> of(user, it))
                .filter(it -> it.path("joinWebUrl").asString().equals(wanted.group(1)))
                .toList();
    }

    private static Answer found(List<ObjectNode> items, boolean inRome) {
        var list = JSON.createObjectNode();
        var values = list.putArray("value");
        items.forEach(item -> values.add(shown(item, inRome)));
        return new Answer(200, list);
    }

    private static boolean of(String user, ObjectNode item) {
        return item.path("_user").asString().equals(user);
    }

    private static ObjectNode shown(ObjectNode item, boolean inRome) {
        var shown = item.deepCopy();
        for (var end : List.of("start", "end")) {
            if (!shown.has("_" + end)) continue;
            var at = Instant.parse(shown.path("_" + end).asString());
            shown.putObject(end)
                    .put(
                            "dateTime",
                            at.atZone(inRome ? ProductClock.ROME : ZoneOffset.UTC)
                                    .toLocalDateTime()
                                    .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.0000000'")))
                    .put("timeZone", inRome ? "Europe/Rome" : "UTC");
        }
        shown.remove(shown.propertyNames().stream()
                .filter(name -> name.startsWith("_") || name.equals("singleValueExtendedProperties"))
                .toList());
        return shown;
    }

    private static Set<String> addresses(ObjectNode event) {
        return event.path("attendees")
                .valueStream()
                .map(one -> one.path("emailAddress").path("address").asString(""))
                .filter(address -> !address.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<String> less(Set<String> these, Set<String> those) {
        return these.stream().filter(one -> !those.contains(one)).collect(Collectors.toSet());
    }

    private static @Nullable Instant instant(JsonNode hour) {
        var zone = ZONES.get(hour.path("timeZone").asString(""));
        if (zone == null) return null;
        try {
            return LocalDateTime.parse(hour.path("dateTime").asString(""))
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
