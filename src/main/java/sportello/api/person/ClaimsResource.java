package sportello.api.person;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.identity.Actor;
import sportello.identity.ContactBook;
import sportello.identity.ContactBook.Again;
import sportello.identity.ContactBook.Asked;
import sportello.identity.ContactBook.Typed;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.ProductClock;

/// A new number or address counts once the code sent to it was typed (rule G7).
@RestController
@RequestMapping("/api/v1/contacts/claims")
class ClaimsResource {

    private final ContactBook book;
    private final ContactViews views;
    private final ProductClock clock;

    ClaimsResource(ContactBook book, ContactViews views, ProductClock clock) {
        this.book = book;
        this.views = views;
        this.clock = clock;
    }

    @Needs(Scope.PROFILE_WRITE)
    @Operation(
            id = "claimContact",
            summary = "Sends a code to a new number or address",
            about = "The old one stays until the code is typed.",
            tag = Operation.Tag.PERSON,
            answers = 201,
            refuses = {Kind.ALREADY_YOURS, Kind.TOO_MANY_CODES})
    @PostMapping
    ResponseEntity<ClaimView> claim(Actor.Booker by, @Valid @RequestBody ClaimRequest wanted) {
        return switch (book.ask(by.person(), wanted.kind(), wanted.contact(), by.doer())) {
            case Asked.Sent(var claim) ->
                ResponseEntity.created(URI.create("/api/v1/contacts/claims/" + claim.id()))
                        .body(views.claim(claim));
            case Asked.AlreadyTheirs() -> throw Problem.of(Kind.ALREADY_YOURS);
            case Asked.Landline() -> throw Problem.of(Kind.INVALID).at("contact", "api.field.landline", Map.of());
            case Asked.NotOne() -> throw Problem.of(Kind.INVALID).at("contact", "api.field.unfit", Map.of());
            case Asked.TooMany(var nextAt) -> throw later(nextAt);
        };
    }

    @Needs(Scope.PROFILE_WRITE)
    @Operation(
            id = "askForContactCode",
            summary = "Sends another code; the one before ends",
            tag = Operation.Tag.PERSON,
            refuses = Kind.TOO_MANY_CODES)
    @PostMapping("/{claim_id}/codes")
    ClaimView again(Actor.Booker by, @PathVariable("claim_id") @Sample(Samples.CLAIM) UUID claim) {
        return switch (book.again(by.person(), claim, by.doer())) {
            case Again.Sent(var sent) -> views.claim(sent);
            case Again.TooMany(var nextAt) -> throw later(nextAt);
            case Again.Unknown() -> throw Problem.of(Kind.NOT_FOUND);
        };
    }

    @Needs(Scope.PROFILE_WRITE)
    @Operation(
            id = "verifyContact",
            summary = "Types the code: from now on the person is reached there",
            tag = Operation.Tag.PERSON,
            refuses = {Kind.CODE_OVER, Kind.CONTACT_FULL})
    @PostMapping("/{claim_id}/verification")
    ContactsView verify(
            Actor.Booker by,
            @PathVariable("claim_id") @Sample(Samples.CLAIM) UUID claim,
            @Valid @RequestBody TypedCode typed) {
        return switch (book.typed(by.person(), claim, typed.code(), by.doer())) {
            case Typed.Changed _ -> views.of(by);
            case Typed.Wrong(var left) ->
                throw Problem.of(Kind.INVALID).at("code", "api.field.code", Map.of("left", left));
            case Typed.Over() -> throw Problem.of(Kind.CODE_OVER);
            case Typed.FiveAlready _ -> throw Problem.of(Kind.CONTACT_FULL);
            case Typed.Unknown() -> throw Problem.of(Kind.NOT_FOUND);
        };
    }

    @Needs(Scope.PROFILE_WRITE)
    @Operation(id = "giveUpContact", summary = "Waits for the code no more", tag = Operation.Tag.PERSON, answers = 204)
    @DeleteMapping("/{claim_id}")
    ResponseEntity<Void> giveUp(Actor.Booker by, @PathVariable("claim_id") @Sample(Samples.CLAIM) UUID claim) {
        book.giveUp(by.person(), claim, by.doer());
        return ResponseEntity.noContent().build();
    }

    private Problem later(Instant nextAt) {
        return Problem.of(Kind.TOO_MANY_CODES).again(Duration.between(clock.instant(), nextAt));
    }
}
