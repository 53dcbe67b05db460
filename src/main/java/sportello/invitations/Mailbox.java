package sportello.invitations;

import org.jspecify.annotations.Nullable;
import sportello.platform.SmtpAccount;

/// The institutional mailbox of a unit. `graphUser`: its object id in the tenant, where Teams is used; `smtp`: its own
/// account.
public record Mailbox(
        String address,
        @Nullable String name,
        @Nullable String graphUser,
        @Nullable Smtp smtp) {

    /// `user` empty: a server that asks no login.
    public record Smtp(String host, int port, String user, String password, boolean starttls) {

        public SmtpAccount account() {
            return new SmtpAccount(host, port, user, password, starttls);
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    String domain() {
        return address.substring(address.indexOf('@') + 1);
    }
}
