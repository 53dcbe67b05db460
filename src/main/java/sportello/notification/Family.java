package sportello.notification;

import sportello.offices.ServicePolicy;

/// Whose words a service's people read. Where somebody enters by code there are a delegate and a delegator, each told
/// as such (rule D4); everywhere else who booked is told, by the channels of the service's policy (rule C5).
enum Family {
    BY_CODE,
    BY_LOGIN;

    /// Part of a text's key for who booked.
    static final String BOOKER = "booker";

    static Family of(ServicePolicy policy) {
        return policy.parties().stream().allMatch(party -> party.entersWith().equals("login")) ? BY_LOGIN : BY_CODE;
    }
}
