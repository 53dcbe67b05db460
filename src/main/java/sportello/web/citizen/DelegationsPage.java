package sportello.web.citizen;

import java.util.List;

/// A person's delegations.
public record DelegationsPage(List<DelegationCard> all) {

    /// For whom the reader acts now.
    public List<DelegationCard> asDelegate() {
        return all.stream().filter(card -> card.inForce() && card.delegate()).toList();
    }

    /// Who acts for the reader now.
    public List<DelegationCard> asDelegator() {
        return all.stream().filter(card -> card.inForce() && !card.delegate()).toList();
    }

    public List<DelegationCard> ended() {
        return all.stream().filter(card -> !card.inForce()).toList();
    }
}
