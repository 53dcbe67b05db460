package sportello.notification;

import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/// Joins what providers report with what they took.
@Component
class Reports implements Receipts {

    private final HandoverRows rows;

    Reports(HandoverRows rows) {
        this.rows = rows;
    }

    /// In two transactions: a report and a message being settled would otherwise wait for each other.
    @Override
    public void came(List<Receipt> receipts) {
        record Part(String provider, String reference) {}
        var first = new LinkedHashMap<Part, Receipt>();
        receipts.forEach(receipt -> first.putIfAbsent(new Part(receipt.provider(), receipt.reference()), receipt));
        if (!first.isEmpty()) rows.refresh(rows.report(first.values()));
    }
}
