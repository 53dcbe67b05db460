package sportello.platform;

/// An account at a mail server. `user` empty: a server that asks no login. Its password never shows.
public record SmtpAccount(String host, int port, String user, String password, boolean starttls) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
