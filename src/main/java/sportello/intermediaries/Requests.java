package sportello.intermediaries;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// What was asked under an idempotency key: the same key must come with the same request. Forgotten after its time.
@Component
class Requests {

    private final QuestionRows rows;
    private final IntermediarySettings settings;
    private final ProductClock clock;

    Requests(QuestionRows rows, IntermediarySettings settings, ProductClock clock) {
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    static QuestionRows.Request of(
            Actor by, IdempotencyKey key, String verb, List<QuestionFiles.Checked> files, Object... asked) {
        var parts = new ArrayList<String>(List.of(verb));
        for (var part : asked) parts.add(String.valueOf(part));
        for (var file : files) parts.add(file.name() + "/" + file.sha256());
        var digest = sha256();
        for (var part : parts) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return new QuestionRows.Request(by.doer().kind() + ":" + by.doer().id(), key, digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Scheduled(fixedDelay = 60, initialDelay = 6, timeUnit = TimeUnit.MINUTES)
    @Transactional
    public void forget() {
        rows.forgetRequestsBefore(clock.instant().minus(settings.requestsKept()));
    }
}
