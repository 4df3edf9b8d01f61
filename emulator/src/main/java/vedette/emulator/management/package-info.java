/**
 * Azure's resource manager as far as Microsoft Sentinel's management needs it: incidents, bookmarks, watchlists, rules,
 * saved searches and search jobs in memory, behind the real paths and as strict as the real service.
 */
@NullMarked
package vedette.emulator.management;

import org.jspecify.annotations.NullMarked;
