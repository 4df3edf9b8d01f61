package vedette.magics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import vedette.kql.query.TimeRange;

/** A link that opens a query where its service is asked in a browser. */
final class PortalLink {

    private PortalLink() {}

    /** The logs page of a workspace, by its resource id. */
    static String workspace(String resource) {
        return "https://portal.azure.com/#blade/Microsoft_Azure_Monitoring_Logs/LogsBlade/resourceId/"
                + encoded(resource) + "/source/LogsBlade.AnalyticsShareLinkToQuery/q/";
    }

    /** The web explorer's page of a cluster's database. */
    static String cluster(URI cluster, String database) {
        return "https://dataexplorer.azure.com/clusters/" + encoded(String.valueOf(cluster.getAuthority()))
                + "/databases/" + encoded(database) + "?query=";
    }

    /** The link of a question; empty for connections that have no such place. */
    static Optional<URI> of(Question question, QueryRunner.Prepared prepared) {
        return question.connection()
                .portal()
                .map(portal -> link(
                        portal, prepared.request().text(), prepared.request().timeRange()));
    }

    /**
     * The portal takes a query as gzip in Base64, escaped for a path.
     *
     * @param portal the address up to the query, for example the logs page of a workspace
     */
    static URI link(String portal, String query, Optional<TimeRange> range) {
        boolean isPage = portal.endsWith("?query=");
        String time = isPage
                ? ""
                : range.map(stretch -> "/timespan/" + encoded(stretch.from() + "/" + stretch.to()))
                        .orElse("");
        return URI.create(portal + encoded(packed(query)) + time);
    }

    private static String packed(String query) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(query.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
