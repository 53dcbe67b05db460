package sportello.offices;

/// The service's policy does not let an office of this kind open its counter (rules C2, D3); kept by the database.
public class CounterRefused extends RuntimeException {

    CounterRefused(String service, Throwable cause) {
        super("An office of this kind may not open a counter for " + service, cause);
    }
}
