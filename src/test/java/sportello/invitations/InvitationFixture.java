package sportello.invitations;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.AuditTrail;
import sportello.casework.CaseId;
import sportello.demo.tenant.Sent;
import sportello.demo.tenant.Shelf;
import sportello.demo.tenant.TeamsTenant;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Venue;
import sportello.platform.ProductClock;
import sportello.platform.PublicAddress;
import sportello.platform.Words;
import sportello.testing.SportelloTest;

/// A unit of an office with its mailbox in a tenant and at a mail server, both real over the wire; the product's own
/// worker rests, so that each test says when work is done.
@SportelloTest
@TestPropertySource(properties = "sportello.invitations.every=1h")
abstract class InvitationFixture {

    static final UUID BOLOGNA = UUID.fromString("0197f000-0000-7000-8000-00000000c801");
    static final String MAILBOX = "accertamento.bologna@inps.example.org";
    static final String USER = "7d0b1f7e-2f5c-4a53-8a4e-3d4a54c9a001";
    static final String DARIO = "dario@studio.example.org";
    static final String SECRET = "a-secret-of-the-application";
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    InvitationRows rows;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Words words;

    @Autowired
    PublicAddress address;

    @Autowired
    Offices offices;

    @Autowired
    AuditTrail audit;

    @Autowired
    ProductClock clock;

    final Storms weather = new Storms();
    final List<Sent> mailed = new CopyOnWriteArrayList<>();
    final CaseId caseId = new CaseId(UUID.randomUUID());
    final UUID appointment = UUID.randomUUID();
    TeamsTenant teams;
    GreenMail post;
    Instant hour;

    /// What the settings say; a test may change its mind.
    @Nullable String secret = SECRET;

    @Nullable String certificate;

    @Nullable String privateKey;

    @Nullable X509Certificate registered;

    String smtpUser = MAILBOX;
    String smtpPassword = "bologna";
    int smtpPort;
    String email = DARIO;

    @BeforeEach
    void open() {
        if (offices.find(BOLOGNA).isEmpty()) {
            offices.open(new Office(
                    BOLOGNA,
                    "Direzione provinciale di Bologna",
                    OfficeKind.DIREZIONE_PROVINCIALE,
                    "Bologna",
                    "BO",
                    MonthDay.of(10, 4),
                    false));
        }
        offices.openUnit(BOLOGNA, "credit-assessment", "Accertamento e gestione del credito", MAILBOX);
        jdbc.sql("delete from invitations.invitation").update();
        post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        post.setUser(MAILBOX, MAILBOX, "bologna");
        smtpPort = post.getSmtp().getPort();
        teams = tenant();
        hour = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
    }

    @AfterEach
    void close() {
        teams.close();
        post.stop();
    }

    TeamsTenant tenant() {
        return new TeamsTenant(new TeamsTenant.Plan(
                "inps.example.org",
                "sportello",
                SECRET,
                registered,
                Map.of(USER, MAILBOX),
                id -> "https://teams.example.org/l/meetup-join/" + id + "?context=%7b%22Tid%22%7d",
                Shelf.inMemory(),
                mailed::add,
                weather));
    }

    InvitationSettings settings() {
        return new InvitationSettings(
                null, List.of(), Duration.ofSeconds(5), Duration.ofMinutes(5), TIMEOUT, Duration.ofSeconds(30), 2);
    }

    Mailboxes mailboxes() {
        return new Mailboxes() {
            @Override
            public Optional<Mailbox> of(String wanted) {
                return wanted.equals(MAILBOX)
                        ? Optional.of(new Mailbox(
                                MAILBOX,
                                "INPS Bologna, accertamento",
                                USER,
                                new Mailbox.Smtp("127.0.0.1", smtpPort, smtpUser, smtpPassword, false)))
                        : Optional.empty();
            }

            @Override
            public Optional<Tenant> tenant() {
                return Optional.of(new Tenant(
                        "inps.example.org",
                        "sportello",
                        secret,
                        certificate,
                        privateKey,
                        URI.create(teams.address()),
                        URI.create(teams.address() + "/v1.0"),
                        "https://graph.example.org/.default"));
            }
        };
    }

    /// A worker as a fresh start of the application makes it.
    Reconciler worker() {
        return worker(transaction);
    }

    Reconciler worker(TransactionTemplate within) {
        var wording = new Wording(
                words,
                address,
                offices,
                id -> Optional.of(
                        new Invitee("Dario Intermediario", email, "+393200000004", Locale.ITALIAN, "ABC-123")));
        var settings = settings();
        return new Reconciler(
                rows,
                row -> offices.unit(row.office(), row.unit()).map(unit -> unit.mailbox()),
                new GraphWay(new Graph(settings.timeout()), mailboxes(), wording),
                new MailWay(mailboxes(), wording, settings.timeout()),
                mailboxes(),
                settings,
                within,
                audit,
                clock);
    }

    void agree(Venue venue) {
        agree(venue, hour);
    }

    void agree(Venue venue, Instant at) {
        rows.want(
                caseId,
                appointment,
                "consultancy-companies",
                BOLOGNA,
                "credit-assessment",
                venue,
                at,
                at.plus(Duration.ofMinutes(20)));
    }

    void move(Instant to) {
        hour = to;
        rows.moved(appointment, to, to.plus(Duration.ofMinutes(20)));
    }

    void cancel() {
        rows.withdraw(appointment);
    }

    /// Whatever is due, until nothing is.
    void work() {
        work(worker());
    }

    void work(Reconciler worker) {
        for (var claimed = worker.claim(); claimed.isPresent(); claimed = worker.claim()) worker.work(claimed.get());
    }

    /// The pause or the dead worker's lease is over.
    void later() {
        jdbc.sql("""
                        update invitations.invitation
                           set not_before = case when not_before is null then null else clock_timestamp() - interval '1 second' end,
                               lease_until = clock_timestamp() - interval '1 second'
                        """).update();
    }

    InvitationRow row() {
        return rows.find(caseId).orElseThrow();
    }

    Duration pause() {
        return Duration.between(Instant.now(), row().notBefore());
    }
}
