/**
 * The management API of Microsoft Sentinel: incidents, bookmarks, watchlists, analytics rules, hunting queries and search
 * jobs of one workspace, as records and as frames. {@link vedette.sentinel.management.SentinelManagement} is the way in.
 */
@NullMarked
package vedette.sentinel.management;

import org.jspecify.annotations.NullMarked;
