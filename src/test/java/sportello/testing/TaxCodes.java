package sportello.testing;

import java.util.concurrent.atomic.AtomicInteger;
import sportello.identity.FiscalCode;

/// Codici fiscali of nobody, each another, with a right control character.
public final class TaxCodes {

    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TaxCodes() {}

    public static FiscalCode next() {
        int n = COUNT.incrementAndGet();
        var start = "XXXYYY%02dA%02dZ%03d".formatted(40 + n / 1000 % 50, 1 + n / 50_000 % 28, n % 1000);
        int sum = 0;
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            int order = c <= '9' ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ODD[order] : order;
        }
        return new FiscalCode(start + (char) ('A' + sum % 26));
    }
}
