package vedette.sentinel.management;

/** How grave an incident is. Prints as the service writes it. */
public enum Severity {
    HIGH("High"),
    MEDIUM("Medium"),
    LOW("Low"),
    INFORMATIONAL("Informational");

    private final String wireName;

    Severity(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
