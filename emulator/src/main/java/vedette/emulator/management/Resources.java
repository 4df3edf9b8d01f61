package vedette.emulator.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Resources of one type, by name in any case. Keeps copies and gives copies; an etag changes with each write. Callers hold
 * the emulation's lock.
 */
final class Resources {

    static final ObjectMapper JSON = new ObjectMapper();

    private final String path;
    private final String type;
    private final AtomicLong etags;
    private final Map<String, ObjectNode> byName = new LinkedHashMap<>();

    /**
     * No resources yet.
     *
     * @param path what their ids start with, without a slash at the end
     * @param type as Azure writes it, for example {@code Microsoft.SecurityInsights/incidents}
     */
    Resources(String path, String type, AtomicLong etags) {
        this.path = path;
        this.type = type;
        this.etags = etags;
    }

    List<ObjectNode> all() {
        List<ObjectNode> copies = new ArrayList<>();
        byName.values().forEach(resource -> copies.add(resource.deepCopy()));
        return copies;
    }

    Optional<ObjectNode> find(String name) {
        return Optional.ofNullable(byName.get(key(name))).map(ObjectNode::deepCopy);
    }

    ObjectNode get(String name) {
        return find(name)
                .orElseThrow(() -> new Refusal(
                        404, "NotFound", type.substring(type.lastIndexOf('/') + 1) + " '" + name + "' was not found."));
    }

    /** Writes properties under a name; a kind where the type has kinds. */
    ObjectNode put(String name, ObjectNode properties, String kind) {
        ObjectNode resource = JSON.createObjectNode()
                .put("id", path + "/" + name)
                .put("name", name)
                .put("etag", String.format(Locale.ROOT, "\"%08x-0000-0d00-0000-%012x\"", etags.incrementAndGet(), 0));
        resource.put("type", type);
        if (!kind.isEmpty()) {
            resource.put("kind", kind);
        }
        resource.set("properties", properties);
        byName.put(key(name), resource);
        return resource.deepCopy();
    }

    boolean remove(String name) {
        return byName.remove(key(name)) != null;
    }

    /**
     * Refuses a write to a resource that is no longer as the client read it.
     *
     * @param ifMatch the header of that name
     */
    void checkEtag(String name, ObjectNode body, Optional<String> ifMatch) {
        Optional<String> now = find(name).map(resource -> resource.path("etag").asText());
        if (ifMatch.isPresent() && !ifMatch.get().equals("*") && !ifMatch.equals(now)) {
            throw new Refusal(412, "PreconditionFailed", "The condition specified by the ETag is not satisfied.");
        }
        String etag = body.path("etag").asText("");
        if (!etag.isEmpty() && now.isPresent() && !now.get().equals(etag)) {
            throw new Refusal(
                    409,
                    "Conflict",
                    "Newer instance of " + type.substring(type.lastIndexOf('/') + 1) + " '" + name
                            + "' exists: the etag does not match.");
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
