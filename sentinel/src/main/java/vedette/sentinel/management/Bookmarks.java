package vedette.sentinel.management;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import vedette.kql.query.QueryContext;

/**
 * The bookmarks of a workspace. Calls block, end early when the context is cancelled, and throw
 * {@link ManagementException} when the service does not do what was asked, or {@link vedette.kql.query.QueryException}
 * when no answer comes. Safe for any thread.
 */
public final class Bookmarks {

    private static final String BOOKMARKS = "bookmarks";

    private final Arm arm;

    Bookmarks(Arm arm) {
        this.arm = arm;
    }

    /** All bookmarks. */
    public List<Bookmark> list(QueryContext context) {
        return arm.list(context, ArmRequest.get(arm.insights(BOOKMARKS), BOOKMARKS), OptionalInt.empty(), Bookmark::of)
                .items();
    }

    /** One bookmark, by its GUID. */
    public Bookmark get(QueryContext context, String id) {
        return Bookmark.of(arm.call(context, ArmRequest.get(arm.insights(BOOKMARKS, id), "bookmark " + id)));
    }

    /** Keeps a finding. */
    public Bookmark create(QueryContext context, NewBookmark bookmark) {
        ArmUrl url = arm.insights(BOOKMARKS, UUID.randomUUID().toString());
        return Bookmark.of(arm.call(context, ArmRequest.put(url, bookmark.body(), "bookmark")));
    }

    /** Removes a bookmark, by its GUID; one that is gone already counts as removed. */
    public void delete(QueryContext context, String id) {
        arm.call(context, ArmRequest.delete(arm.insights(BOOKMARKS, id), "bookmark " + id));
    }
}
