package vedette.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDataTest {

    @TempDir
    static Path directory;

    @BeforeAll
    static void generate() throws IOException, SQLException {
        SampleData.write(directory, SampleData.SEED);
    }

    @Test
    void holdsAboutTwoHundredThousandRowsInLessThanTenMegabytes() throws IOException, SQLException {
        long bytes = 0;
        long rows = 0;
        for (Path file : files(directory)) {
            bytes += Files.size(file);
            rows += number("SELECT count(*) FROM '" + file + "'");
        }

        assertThat(rows).isBetween(180_000L, 220_000L);
        assertThat(bytes).isLessThan(10_000_000);
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother(@TempDir Path again, @TempDir Path other)
            throws IOException, SQLException {
        SampleData.write(again, SampleData.SEED);
        SampleData.write(other, SampleData.SEED + 1);

        for (Path file : files(directory)) {
            assertThat(content(again.resolve(file.getFileName())))
                    .as(file.getFileName().toString())
                    .isEqualTo(content(file))
                    .isNotEqualTo(content(other.resolve(file.getFileName())));
        }
    }

    @Test
    void eachRowNamesItsTableAndTheWorkspace() throws IOException, SQLException {
        for (Path file : files(directory)) {
            assertThat(text("SELECT string_agg(DISTINCT Type || ' ' || TenantId) FROM '" + file + "'"))
                    .isEqualTo(file.getFileName().toString().replace(".parquet", "") + " " + Company.WORKSPACE);
        }
    }

    @Test
    void whoLogsOnIsWhoStartsProcesses() throws SQLException {
        assertThat(number("SELECT count(*) FROM (SELECT coalesce(TargetUserName, SubjectUserName) AS who FROM "
                        + table("SecurityEvent") + " WHERE EventID IN (4624, 4688) GROUP BY who"
                        + " HAVING count(DISTINCT coalesce(TargetUserSid, SubjectUserSid)) > 1)"))
                .isZero();
    }

    @Nested
    class TheIntrusion {

        @Test
        void triesEveryAccountFromOneAddressAndGetsIntoOne() throws SQLException {
            String spray = table("SigninLogs") + " WHERE IPAddress = '" + Intrusion.SPRAY_IP + "'";

            assertThat(number("SELECT count(DISTINCT UserPrincipalName) FROM " + spray))
                    .isEqualTo(58);
            assertThat(number("SELECT count(*) FROM " + spray + " AND ResultType = '0'"))
                    .isOne();
        }

        @Test
        void startsEncodedPowerShellFromExcelOnOneMachine() throws SQLException {
            assertThat(text("SELECT string_agg(DISTINCT Computer) FROM " + table("SecurityEvent")
                            + " WHERE ParentProcessName LIKE '%EXCEL.EXE' AND CommandLine LIKE '%-enc %'"))
                    .isEqualTo("FIN-07");
        }

        @Test
        void callsHomeEachFiveMinutes() throws SQLException {
            assertThat(number("SELECT median(gap) FROM (SELECT date_diff('second', lag(TimeGenerated) OVER "
                            + "(ORDER BY TimeGenerated), TimeGenerated) AS gap FROM " + table("DeviceNetworkEvents")
                            + " WHERE RemoteIP = '" + Intrusion.BEACON_IP + "' AND RemoteUrl = '"
                            + Intrusion.BEACON_URL + "')"))
                    .isBetween(295L, 305L);
        }

        @Test
        void hidesAmongEncodedCommandsOfTheInventoryAgent() throws SQLException {
            assertThat(number("SELECT count(*) FROM " + table("SecurityEvent")
                            + " WHERE CommandLine LIKE '%-EncodedCommand %'"))
                    .isGreaterThan(200);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static String content(Path file) throws SQLException {
        return text("SELECT string_agg(md5(row_text), '' ORDER BY row_text) FROM "
                + "(SELECT CAST(t AS VARCHAR) AS row_text FROM '" + file + "' t)");
    }

    private static String table(String name) {
        return "'" + directory.resolve(name + ".parquet") + "'";
    }

    private static long number(String sql) throws SQLException {
        return Math.round(Double.parseDouble(text(sql)));
    }

    private static String text(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
