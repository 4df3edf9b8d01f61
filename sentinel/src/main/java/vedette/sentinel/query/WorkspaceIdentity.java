package vedette.sentinel.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A workspace by all its names.
 *
 * @param id the GUID by which it is queried
 * @param name as the portal shows it
 * @param resourceId the Azure resource id, which starts with a slash
 */
public record WorkspaceIdentity(String id, String name, String resourceId) {

    public WorkspaceIdentity {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(resourceId, "resourceId is null");
    }

    /** The workspace of an entry of the metadata; empty where the entry leaves one of the names out. */
    static Optional<WorkspaceIdentity> of(JsonNode entry) {
        Optional<String> id = Wire.text(entry, "id");
        Optional<String> name = Wire.text(entry, "name");
        Optional<String> resource = Wire.text(entry, "resourceId");
        return id.isPresent() && name.isPresent() && resource.isPresent()
                ? Optional.of(new WorkspaceIdentity(
                        id.get(), name.get(), "/" + resource.get().replaceAll("^/+|/+$", "")))
                : Optional.empty();
    }

    /** The name of its database in the data lake. */
    String lakeDatabase() {
        return name + "-" + id;
    }
}
