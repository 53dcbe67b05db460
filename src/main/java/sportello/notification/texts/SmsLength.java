package sportello.notification.texts;

/// How a text travels as short messages; answered by who carries them.
public interface SmsLength {

    Length of(String text);

    record Length(int parts, boolean everySign) {}
}
