package sportello.notification;

import java.util.List;

/// What providers report later of what they took: in any order, more than once, before they have answered at all.
public interface Receipts {

    /// Kept when this returns. The first final outcome of a part stands.
    void came(List<Receipt> receipts);

    /// @param reference as the provider gave it when it took the part
    /// @param why the provider's own code where it failed, else empty
    record Receipt(String provider, String reference, boolean delivered, String why) {}
}
