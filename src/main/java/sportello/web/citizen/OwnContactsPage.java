package sportello.web.citizen;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sportello.identity.ContactBook.Claim;
import sportello.identity.ContactBook.Kind;
import sportello.identity.Contacts;
import sportello.identity.MobileNumber;
import sportello.web.Frame;

/// How a person is reached, and what waits for its code (rule G7).
///
/// @param told what has just changed, null for nothing
public record OwnContactsPage(
        Line mobile,
        Line email,
        List<Language> languages,
        @Nullable String told) {

    /// @param now empty for none
    /// @param claim of the contact that waits for its code, empty for none
    public record Line(String now, String awaited, String claim) {}

    public record Language(String code, String name, boolean chosen) {}

    static OwnContactsPage of(Frame frame, Contacts contacts, List<Claim> waiting, @Nullable String told) {
        return new OwnContactsPage(
                line(Kind.MOBILE, contacts.mobile(), waiting),
                line(Kind.EMAIL, contacts.email(), waiting),
                frame.words().languages("message").stream()
                        .map(Locale::getLanguage)
                        .sorted()
                        .map(code ->
                                new Language(code, frame.nameOf(Locale.of(code)), code.equals(contacts.language())))
                        .toList(),
                told);
    }

    private static Line line(Kind kind, @Nullable String contact, List<Claim> waiting) {
        var claim = waiting.stream().filter(it -> it.kind() == kind).findFirst();
        return new Line(
                contact == null ? "" : readable(kind, contact),
                claim.map(it -> readable(kind, it.contact())).orElse(""),
                claim.map(it -> it.id().toString()).orElse(""));
    }

    static String readable(Kind kind, String contact) {
        return kind == Kind.MOBILE ? MobileNumber.readable(contact) : contact;
    }
}
