package vedette.sentinel.management;

/** As what an incident is closed: the choices that the portal offers, each a classification with its reason. */
public enum Classification {
    /** Suspicious activity. */
    TRUE_POSITIVE("TruePositive", "SuspiciousActivity"),
    /** Suspicious, but expected. */
    BENIGN_POSITIVE("BenignPositive", "SuspiciousButExpected"),
    /** The rule's logic is wrong. */
    FALSE_POSITIVE("FalsePositive", "IncorrectAlertLogic"),
    /** The data are wrong. */
    FALSE_POSITIVE_DATA("FalsePositive", "InaccurateData"),
    /** Not known. */
    UNDETERMINED("Undetermined", "");

    private final String wireName;
    private final String reason;

    Classification(String wireName, String reason) {
        this.wireName = wireName;
        this.reason = reason;
    }

    /** The classification as the service writes it. */
    public String wireName() {
        return wireName;
    }

    /** The reason as the service writes it; empty where there is none. */
    public String reason() {
        return reason;
    }
}
