package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to change of an incident; what is not named stays. Immutable: each method returns another change. */
public final class IncidentChange {

    private static final Set<String> READ_ONLY = Set.of(
            "additionalData",
            "createdTimeUtc",
            "incidentNumber",
            "incidentUrl",
            "lastModifiedTimeUtc",
            "providerIncidentId",
            "providerName",
            "relatedAnalyticRuleIds");
    private static final List<String> CLOSING =
            List.of("classification", "classificationReason", "classificationComment");

    private final ObjectNode properties;

    private IncidentChange(ObjectNode properties) {
        this.properties = properties;
    }

    /** No change yet. */
    public static IncidentChange none() {
        return new IncidentChange(Arm.JSON.createObjectNode());
    }

    /** Another title. */
    public IncidentChange title(String title) {
        return new IncidentChange(copy().put("title", title));
    }

    /** Another description. */
    public IncidentChange description(String description) {
        return new IncidentChange(copy().put("description", description));
    }

    /** Another severity. */
    public IncidentChange severity(Severity severity) {
        return new IncidentChange(copy().put("severity", severity.toString()));
    }

    /**
     * Opens it again, or says that it is worked on. To close it, {@link #close} says as what.
     *
     * @throws IllegalArgumentException for {@link IncidentStatus#CLOSED}
     */
    public IncidentChange status(IncidentStatus status) {
        if (status == IncidentStatus.CLOSED) {
            throw new IllegalArgumentException("an incident is closed as something; use close");
        }
        ObjectNode changed = copy().put("status", status.toString());
        CLOSING.forEach(changed::putNull);
        return new IncidentChange(changed);
    }

    /** Closes it. */
    public IncidentChange close(Classification classification, String comment) {
        ObjectNode changed =
                copy().put("status", IncidentStatus.CLOSED.toString()).put("classification", classification.wireName());
        if (classification.reason().isEmpty()) {
            changed.putNull("classificationReason");
        } else {
            changed.put("classificationReason", classification.reason());
        }
        return new IncidentChange(changed.put("classificationComment", comment));
    }

    /** Gives it to somebody: a user principal name such as {@code anna@contoso.com}, or an object id. */
    public IncidentChange assignTo(String owner) {
        ObjectNode changed = copy();
        boolean isObjectId = owner.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        changed.putObject("owner").put(isObjectId ? "objectId" : "userPrincipalName", owner);
        return new IncidentChange(changed);
    }

    /** Takes it from whoever has it. */
    public IncidentChange unassign() {
        ObjectNode changed = copy();
        changed.putObject("owner").putNull("objectId").putNull("userPrincipalName");
        return new IncidentChange(changed);
    }

    /** Replaces its labels. */
    public IncidentChange labels(List<String> labels) {
        ObjectNode changed = copy();
        ArrayNode array = changed.putArray("labels");
        labels.forEach(label -> array.addObject().put("labelName", label));
        return new IncidentChange(changed);
    }

    private ObjectNode copy() {
        return properties.deepCopy();
    }

    /** Changes the properties of an incident, and leaves out what the service alone decides. */
    ObjectNode applyTo(ObjectNode before) {
        ObjectNode after = before.deepCopy();
        after.remove(READ_ONLY);
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            if (property.getValue().isNull()) {
                after.remove(property.getKey());
            } else {
                after.set(property.getKey(), property.getValue());
            }
        }
        return after;
    }
}
