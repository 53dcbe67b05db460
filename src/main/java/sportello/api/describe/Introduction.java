package sportello.api.describe;

/// What holds for all operations, told once.
final class Introduction {

    static final String TEXT = """
            Everything a person can do in the reserved area: find an hour, hold it, book, move and give up an \
            appointment, wait for a freed hour, read notices, look after contacts and delegations.

            **Who acts.** The access token says who the person is. The header `Acting-As` names one of the capacities \
            listed at `/api/v1/capacities`; without it the person acts for themselves. It is judged at every request: \
            a delegation that was revoked holds no more at the next one.

            **Refusals** are `application/problem+json` (RFC 9457). `type` tells programs which one it is, `detail` \
            tells people what to do, in the language of `Accept-Language`; `reference` is the number under which the \
            log of the installation knows the answer. What belongs to somebody else is `not-found`.

            **Strict reading.** A field that is not described here is `unknown-field`, a value of another type is \
            `wrong-type`, a body of more than some kilobytes is `too-large`: nothing is guessed and nothing passed over.

            **Twice the same.** What may be sent twice takes an `Idempotency-Key` (a UUID chosen by the caller). The \
            same key with the same request answers the same and happens once; with another request it is `key-reused`.

            **Versions.** An appointment comes with an `ETag`. Whoever changes it says in `If-Match` which version \
            they have seen; if it was changed meanwhile the answer is `stale` and nothing happens.

            **Lists** come as `items`. Long ones come in pieces: `next_cursor`, sent back as `cursor`, leads on.

            **Quotas** are told in `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset`; beyond, `too-many` \
            with `Retry-After`. Instants are UTC, days are those of Europe/Rome.""";

    private Introduction() {}
}
