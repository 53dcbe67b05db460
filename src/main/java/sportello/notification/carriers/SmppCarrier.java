package sportello.notification.carriers;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameters;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import sportello.identity.MobileNumber;
import sportello.notification.Carrier;
import sportello.notification.Handed;
import sportello.notification.Outgoing;
import sportello.notification.Receipts;

/// SMS through an SMS centre, by SMPP 3.4. The protocol knows no key of ours: what was sent and not answered when the
/// link ends may arrive twice, and the window bounds how much that is.
final class SmppCarrier implements Carrier, AutoCloseable {

    private static final String NAME = "smpp";
    private static final RegisteredDelivery REPORTED = new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE);
    private static final ESMClass PLAIN = new ESMClass();
    private static final ESMClass WITH_HEADER =
            new ESMClass(MessageMode.DEFAULT, MessageType.DEFAULT, GSMSpecificFeature.UDHI);
    private static final int FIRST_REST = 200;

    private final SmsSettings.Smpp settings;
    private final SmppReports reports;
    private final SmppLink link;

    SmppCarrier(SmsSettings.Smpp settings, Receipts receipts) {
        this.settings = settings;
        this.reports = new SmppReports(NAME, receipts, settings.answerWithin());
        this.link = new SmppLink(settings, reports);
    }

    @Override
    public String kind() {
        return "sms";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int atOnce() {
        return settings.window();
    }

    @Override
    public int perSecond() {
        return settings.perSecond();
    }

    @Override
    public boolean open() {
        return link.session() != null;
    }

    @Override
    public void close() {
        link.close();
        reports.close();
    }

    @Override
    public Handed handOver(Outgoing message) throws InterruptedException {
        var number = MobileNumber.e164(message.to());
        if (number.isEmpty()) return new Handed.Refused("not-a-mobile");
        var sms = SmsParts.of(message.text());
        var references = new ArrayList<String>();
        long deadline = System.nanoTime() + settings.answerWithin().toNanos();
        for (int part = 1; part <= sms.parts().size(); part++) {
            int rest = FIRST_REST;
            while (true) {
                try {
                    references.add(submit(message, number.get(), sms, part));
                    break;
                } catch (NegativeResponseException e) {
                    var said = refused(e.getCommandStatus());
                    boolean begun = part > 1 && said instanceof Handed.Busy;
                    if (!begun || System.nanoTime() > deadline) return said;
                    Thread.sleep(rest);
                    rest *= 2;
                } catch (ResponseTimeoutException | InvalidResponseException e) {
                    return new Handed.Again("no-answer", null);
                } catch (IOException e) {
                    return new Handed.Down("link-lost");
                } catch (PDUException e) {
                    return new Handed.Refused("not-sendable");
                }
            }
        }
        return new Handed.Taken(references);
    }

    private static Handed refused(int status) {
        return switch (status) {
            case SMPPConstant.STAT_ESME_RTHROTTLED -> new Handed.Busy("throttled");
            case SMPPConstant.STAT_ESME_RMSGQFUL -> new Handed.Busy("queue-full");
            case SMPPConstant.STAT_ESME_RINVDSTADR -> new Handed.Refused("number-refused");
            case SMPPConstant.STAT_ESME_RINVMSGLEN -> new Handed.Refused("too-long");
            default -> new Handed.Again("smpp-" + Integer.toHexString(status), null);
        };
    }

    private String submit(Outgoing message, String number, SmsParts sms, int part)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        var session = link.session();
        if (session == null) throw new IOException("not bound");
        int parts = sms.parts().size();
        boolean header = parts > 1 && settings.concatenation() == SmsSettings.Concatenation.UDH;
        var body = sms.parts().get(part - 1);
        var answer = submit(
                session,
                sender(message),
                number,
                header ? WITH_HEADER : PLAIN,
                new GeneralDataCoding(sms.everySign() ? Alphabet.ALPHA_UCS2 : Alphabet.ALPHA_DEFAULT),
                header ? withHeader(message, body, part, parts) : body,
                parts > 1 && !header ? inOptions(message, part, parts) : new OptionalParameter[0]);
        return settings.hexIds() ? decimal(answer) : answer;
    }

    /// Whatever it answers, the centre has the message: it must not be sent again.
    static String decimal(String answer) {
        try {
            return new BigInteger(answer, 16).toString();
        } catch (NumberFormatException notANumber) {
            return answer;
        }
    }

    private record Sender(TypeOfNumber type, NumberingPlanIndicator plan, String name) {}

    private static String submit(
            SMPPSession session,
            Sender from,
            String number,
            ESMClass esmClass,
            GeneralDataCoding coding,
            byte[] body,
            OptionalParameter[] options)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        return session.submitShortMessage(
                        "",
                        from.type(),
                        from.plan(),
                        from.name(),
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        number.substring(1),
                        esmClass,
                        (byte) 0,
                        (byte) 1,
                        null,
                        null,
                        REPORTED,
                        (byte) 0,
                        coding,
                        (byte) 0,
                        body,
                        options)
                .getMessageId();
    }

    private static Sender sender(Outgoing message) {
        var name = message.from() == null ? "" : message.from();
        if (name.matches("\\+\\d+"))
            return new Sender(TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, name.substring(1));
        if (name.matches("\\d+")) return new Sender(TypeOfNumber.UNKNOWN, NumberingPlanIndicator.ISDN, name);
        return new Sender(
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                name.substring(0, Math.min(11, name.length())));
    }

    /// The same at each try, so that a telephone that has some parts already fits the others to them.
    private static int together(Outgoing message) {
        return message.key().hashCode() & 0xFF;
    }

    private static byte[] withHeader(Outgoing message, byte[] body, int part, int parts) {
        var whole = new byte[6 + body.length];
        System.arraycopy(new byte[] {5, 0, 3, (byte) together(message), (byte) parts, (byte) part}, 0, whole, 0, 6);
        System.arraycopy(body, 0, whole, 6, body.length);
        return whole;
    }

    private static OptionalParameter[] inOptions(Outgoing message, int part, int parts) {
        return List.<OptionalParameter>of(
                        OptionalParameters.newSarMsgRefNum((short) together(message)),
                        OptionalParameters.newSarTotalSegments(parts),
                        OptionalParameters.newSarSegmentSeqnum(part))
                .toArray(OptionalParameter[]::new);
    }
}
