package sportello.notification;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.validation.annotation.Validated;

/// `sportello.notification.*`. Messages to third parties are limited per sender and per number (rule G14); reminders
/// and quiet hours go by the clock of Rome (rule G8).
@ConfigurationProperties("sportello.notification")
@Validated
record NotificationSettings(
        @DefaultValue("Sportello") @NotBlank String sender,
        @DefaultValue("sportello@localhost") @NotBlank String mailbox,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("1h") Duration longestPause,
        @DefaultValue("12") @Min(1) int attempts,
        @DefaultValue("3d") Duration giveUpAfter,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("1m") Duration longestRest,
        @DefaultValue("12") @Min(1) int perNumberADay,
        @DefaultValue("30") @Min(1) int perSenderADay,
        @DefaultValue("48h") Duration reminderBefore,

        @DefaultValue("08:00") @DateTimeFormat(pattern = "HH:mm")
        LocalTime reminderOnTheDayAt,

        @DefaultValue("21:00") @DateTimeFormat(pattern = "HH:mm")
        LocalTime quietFrom,

        @DefaultValue("08:00") @DateTimeFormat(pattern = "HH:mm")
        LocalTime quietUntil) {

    ReminderPlan reminders() {
        return new ReminderPlan(reminderBefore, reminderOnTheDayAt);
    }

    QuietHours quietHours() {
        return new QuietHours(quietFrom, quietUntil);
    }
}
