/**
 * The query APIs of Log Analytics, Data Explorer and the data lake, over workspaces of local data.
 *
 * <p>A family of APIs is one class ({@code LogAnalyticsApi}, {@code DataExplorerApi}), the text of its answers another
 * ({@code LogAnalyticsJson}, {@code KustoV1Json}, {@code KustoV2Json}; cells of all in {@code Cells}), its errors a third
 * ({@code LogAnalyticsErrors}, {@code KustoErrors}). {@code Runs} runs queries and stops them, {@code RowLimits} cuts them
 * short.
 */
@NullMarked
package vedette.emulator.query;

import org.jspecify.annotations.NullMarked;
