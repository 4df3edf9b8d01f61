package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import vedette.kql.query.QueryContext;

/**
 * The incidents of a workspace. Calls block, end early when the context is cancelled, and throw
 * {@link ManagementException} when the service does not do what was asked, or {@link vedette.kql.query.QueryException}
 * when no answer comes. Safe for any thread.
 */
public final class Incidents {

    private static final String INCIDENTS = "incidents";
    private static final int LARGEST_PAGE = 1000;

    private final Arm arm;

    Incidents(Arm arm) {
        this.arm = arm;
    }

    /** Incidents, all pages of them, up to the query's own limit. */
    public Listing<Incident> list(QueryContext context, IncidentQuery query) {
        ArmUrl url = arm.insights(INCIDENTS).parameter("$orderby", query.orderBy());
        if (!query.conditions().isEmpty()) {
            url = url.parameter("$filter", query.filter());
        }
        int page = Math.min(query.limit().orElse(LARGEST_PAGE - 1) + 1, LARGEST_PAGE);
        return arm.list(
                context,
                ArmRequest.get(url.parameter("$top", Integer.toString(page)), INCIDENTS),
                query.limit(),
                Incident::of);
    }

    /**
     * One incident.
     *
     * @param id its number or its GUID
     */
    public Incident get(QueryContext context, String id) {
        if (!id.matches("\\d{1,9}")) {
            return Incident.of(arm.call(context, ArmRequest.get(arm.insights(INCIDENTS, id), what(id))));
        }
        return list(context, IncidentQuery.all().number(Integer.parseInt(id)).limit(1)).items().stream()
                .findFirst()
                .orElseThrow(() -> new ManagementException(
                        "there is no " + what(id) + " in workspace "
                                + arm.workspace().name(),
                        404,
                        "NotFound",
                        ""));
    }

    /** A new incident; the change may give it an owner, labels, a description. */
    public Incident create(QueryContext context, String title, Severity severity, IncidentChange more) {
        ObjectNode properties = Arm.JSON
                .createObjectNode()
                .put("title", title)
                .put("severity", severity.toString())
                .put("status", IncidentStatus.NEW.toString());
        return put(context, UUID.randomUUID().toString(), body(more.applyTo(properties)), "incident");
    }

    /**
     * Changes an incident that was read before, unless somebody else changed it since.
     *
     * @return the incident as it is now
     * @throws ManagementException with {@link ManagementException#isConflict} when somebody else did
     */
    public Incident update(QueryContext context, Incident incident, IncidentChange change) {
        JsonNode resource = Arm.read(incident.json());
        ObjectNode body = body(change.applyTo((ObjectNode) resource.path("properties")));
        body.set("etag", resource.path("etag"));
        return put(context, incident.id(), body, what(Integer.toString(incident.number())));
    }

    /** The alerts of an incident. */
    public List<IncidentAlert> alerts(QueryContext context, Incident incident) {
        return Fields.list(post(context, incident, "alerts"), "value", IncidentAlert::of);
    }

    /** The entities of an incident's alerts. */
    public List<IncidentEntity> entities(QueryContext context, Incident incident) {
        return Fields.list(post(context, incident, "entities"), "entities", IncidentEntity::of);
    }

    /** The bookmarks of an incident. */
    public List<Bookmark> bookmarks(QueryContext context, Incident incident) {
        return Fields.list(post(context, incident, "bookmarks"), "value", Bookmark::of);
    }

    /** The comments on an incident. */
    public List<IncidentComment> comments(QueryContext context, Incident incident) {
        ArmUrl url = arm.insights(INCIDENTS, incident.id(), "comments");
        return arm.list(
                        context,
                        ArmRequest.get(url, "comments on incident " + incident.number()),
                        OptionalInt.empty(),
                        IncidentComment::of)
                .items();
    }

    /** Adds a comment. The service keeps HTML as it is and shows it in the portal. */
    public IncidentComment comment(QueryContext context, Incident incident, String message) {
        ArmUrl url = arm.insights(
                INCIDENTS, incident.id(), "comments", UUID.randomUUID().toString());
        ObjectNode body = Arm.JSON.createObjectNode();
        body.putObject("properties").put("message", message);
        return IncidentComment.of(
                arm.call(context, ArmRequest.put(url, body, "comment on incident " + incident.number())));
    }

    private JsonNode post(QueryContext context, Incident incident, String relation) {
        ArmUrl url = arm.insights(INCIDENTS, incident.id(), relation);
        return arm.call(context, ArmRequest.post(url, relation + " of incident " + incident.number()));
    }

    private Incident put(QueryContext context, String id, JsonNode body, String what) {
        return Incident.of(arm.call(context, ArmRequest.put(arm.insights(INCIDENTS, id), body, what)));
    }

    private static ObjectNode body(ObjectNode properties) {
        ObjectNode body = Arm.JSON.createObjectNode();
        body.set("properties", properties);
        return body;
    }

    private static String what(String id) {
        return "incident " + id;
    }
}
