package sportello.web.counter;

import java.util.List;
import java.util.Map;
import sportello.web.citizen.Errors;

/// A delegation seen with the caller: who used it, and its end (rule D11). At the desk, with both there, the
/// delegator's own contacts.
///
/// @param mayRevoke only for who gave it
/// @param mayRegister only at the front desk
public record CallDelegationPage(
        CallerBar caller,
        String address,
        String delegate,
        String delegator,
        String since,
        List<String> uses,
        boolean mayRevoke,
        boolean mayRegister,
        Map<String, String> typed,
        Errors errors) {

    public String at(String field) {
        return typed.getOrDefault(field, "");
    }
}
