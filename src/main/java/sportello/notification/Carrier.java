package sportello.notification;

/// Carries one kind of message (`sms`, `mail`, `app`) out of the house by one provider. De-duplicates by the message's
/// key where the provider can tell. Carriers of the same kind are used in their order: the next one while those before
/// it are out of reach.
public interface Carrier {

    String kind();

    /// The provider's name, kept beside each message it took.
    String name();

    /// Messages under way at once, at most; the most that a kill can double.
    default int atOnce() {
        return 1;
    }

    /// Messages in a second, at most; 0: as many as it takes.
    default int perSecond() {
        return 0;
    }

    /// Whether it can be reached, as far as it knows.
    default boolean open() {
        return true;
    }

    /// What it throws counts as a try.
    Handed handOver(Outgoing message) throws Exception;
}
