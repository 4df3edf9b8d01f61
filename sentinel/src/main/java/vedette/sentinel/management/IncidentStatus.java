package vedette.sentinel.management;

/** Where the work on an incident stands. Prints as the service writes it. */
public enum IncidentStatus {
    NEW("New"),
    ACTIVE("Active"),
    CLOSED("Closed");

    private final String wireName;

    IncidentStatus(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
