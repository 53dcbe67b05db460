package sportello.identity;

/// How surely a person proved who they are. The products's services ask for `SUBSTANTIAL` or more (rule D1).
public enum Assurance {
    LOW,
    SUBSTANTIAL,
    HIGH;

    public boolean atLeast(Assurance needed) {
        return compareTo(needed) >= 0;
    }
}
