package sportello.notification;

/// Carries one kind of message (`sms`, `mail`, `app`) out of the house. De-duplicates by the message's key where the
/// provider can tell.
public interface Carrier {

    String kind();

    /// Throws when it could not be handed over; the outbox tries again.
    void handOver(Outgoing message) throws Exception;
}
