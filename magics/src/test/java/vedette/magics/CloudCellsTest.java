package vedette.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vedette.display.MimeBundle;
import vedette.emulator.Emulator;
import vedette.emulator.EmulatorOptions;
import vedette.emulator.Fault;
import vedette.emulator.Faults;
import vedette.emulator.SeenRequest;
import vedette.kernel.CellFailure;

/** Cells that ask a workspace, over HTTP on loopback. */
@Timeout(120)
class CloudCellsTest {

    private static final String SECRET = "S3CRET-value";

    @TempDir
    Path folder;

    private final Faults faults = new Faults();
    private final Notebook notebook = new Notebook();
    private Emulator emulator;
    private String connection;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("Logons.csv"), """
                TimeGenerated,Account
                2026-01-01T10:00:00Z,anna
                2026-01-01T11:00:00Z,bo
                2026-01-02T00:00:00Z,anna
                """);
        emulator = Emulator.start(EmulatorOptions.builder()
                .folders(folder)
                .token(SECRET)
                .faults(faults)
                .build());
        notebook.run("String given = \"" + SECRET + "\";");
        connection = "loganalytics://workspace='" + emulator.workspace() + "';endpoint='" + emulator.logAnalytics()
                + "';alias='soc';token=given";
    }

    @AfterEach
    void stop() {
        notebook.close();
        emulator.close();
    }

    @Test
    void aConnectionStringConnectsAndMakesCurrent() {
        assertThat(notebook.printed("%kql " + connection)).contains("current connection: soc@loganalytics");
        assertThat(emulator.requests().queries()).hasSize(1);
        assertThat(notebook.text("%kql Logons | count")).contains("3", "| soc@loganalytics |");
        assertThat(notebook.text("%kql --conn"))
                .contains("local", "soc@loganalytics")
                .doesNotContain(SECRET);
        assertThat(notebook.text("%kql --schema Logons")).contains("Account", "string");
    }

    @Test
    void aConnectionOfOneQueryDoesNotSwitch() {
        notebook.run("%kql " + connection);
        notebook.run("%kql --conn local");

        assertThat(notebook.text("%kql -conn=soc Logons | count")).contains("| soc@loganalytics |");
        assertThat(notebook.text("%kql soc@loganalytics Logons | count")).contains("| soc@loganalytics |");
        notebook.run("%%kql soc counted << Logons | count");
        assertThat(notebook.text("%kql print 1")).contains("| local |");
        notebook.run("%kql soc");
        assertThat(notebook.text("%kql print 1")).contains("| soc@loganalytics |");
        assertThat(notebook.printed("%kql --close soc")).contains("closed soc; current connection: local");
        assertThat(notebook.traceback("%kql -conn=soc print 1")).contains("there is no connection 'soc'");
    }

    @Test
    void aTimeRangeIsSent() {
        notebook.run("%kql " + connection);

        assertThat(notebook.text("%kql -time=2026-01-01..2026-01-02 Logons | count"))
                .contains("2");
        assertThat(emulator.requests().queries().getLast().body()).contains("timespan", "2026-01-01");
    }

    @Test
    void missingRowsAreMarkedInRedOrAreAFailure() {
        notebook.run("%kql " + connection);
        faults.next(new Fault.Partial(Fault.Partial.Reason.ROWS, 1));

        var bundle = notebook.bundle("%kql Logons");
        assertThat(bundle.text().orElseThrow()).contains("INCOMPLETE");
        assertThat(String.valueOf(bundle.data().get("text/html"))).contains("INCOMPLETE", "#b00020");

        faults.next(new Fault.Partial(Fault.Partial.Reason.ROWS, 1));
        notebook.run("%kql quiet << Logons");
        assertThat(notebook.cell.displayed().getLast().text().orElseThrow()).contains("INCOMPLETE");

        faults.next(new Fault.Partial(Fault.Partial.Reason.ROWS, 1));
        assertThat(notebook.traceback("%kql strictly << -strict Logons"))
                .contains("the answer is incomplete", "strictly is not assigned");
    }

    @Test
    void failuresOfTheServiceStandUnderTheQuery() {
        notebook.run("%kql " + connection);

        assertThat(notebook.traceback("%%kql // first\nLogons\n| where Acount == 'x'"))
                .contains("Acount");
    }

    @Test
    void secretsAreNeverShown() {
        String open = "loganalytics://workspace='" + emulator.workspace() + "';tenant='t';clientid='c';clientsecret='"
                + SECRET + "'";
        for (String cell : new String[] {
            "%kql " + open,
            "%kql " + open.replace("tenant", "tennant"),
            "%kql " + open + " -nonsense",
            "%%kql " + open + " -allow_literal_secret -dl=x\nT",
            "%kql -conn=\"" + open + "\" T",
            "%kql -try_token=" + SECRET + " T",
        }) {
            CellFailure failure = notebook.failure(cell);
            assertThat(failure).as(cell.replace(SECRET, "...")).isNotNull();
            assertThat(failure.traceback() + failure.value() + failure.getMessage())
                    .doesNotContain(SECRET);
        }
        assertThat(notebook.cell.stdout() + notebook.cell.stderr()).doesNotContain(SECRET);
    }

    @Test
    void theLineOfProgressGoesWhenTheResultComes() throws Exception {
        notebook.run("%kql " + connection);
        CountDownLatch held = new CountDownLatch(1);
        faults.next(new Fault.HeldHeaders(held));
        notebook.cell.inPlace().clear();
        CompletableFuture<String> result = CompletableFuture.supplyAsync(() -> notebook.text("%kql Logons | count"));

        MimeBundle line = notebook.cell.inPlace().poll(60, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        assertThat(line.text().orElseThrow()).startsWith("soc@loganalytics: ").endsWith(" s");
        held.countDown();
        assertThat(result.get(60, TimeUnit.SECONDS)).contains("1 row x 1 col");
        assertThat(notebook.cell.inPlace().stream()
                        .reduce((earlier, later) -> later)
                        .orElse(line)
                        .text())
                .contains("");
    }

    @Test
    void anInterruptEndsTheCellAndTheQuery() throws Exception {
        notebook.run("%kql " + connection);
        faults.next(new Fault.HeldHeaders(new CountDownLatch(1)));
        int before = emulator.requests().queries().size();
        CompletableFuture<CellFailure> stopped =
                CompletableFuture.supplyAsync(() -> notebook.failure("%kql stopped << Logons"));
        emulator.requests()
                .await(
                        request -> request.isQuery()
                                && emulator.requests().queries().size() > before
                                && request.state() != SeenRequest.State.ANSWERED,
                        Duration.ofSeconds(30));
        notebook.cell.interrupt();

        assertThat(stopped.get(30, TimeUnit.SECONDS).name()).isEqualTo(CellFailure.INTERRUPT);
        notebook.cell.reset();
        assertThat(notebook.text("%kql -conn=local print 1")).contains("1");
    }

    @Test
    void severalConnectionsAreAskedSideBySide() {
        notebook.run("%kql " + connection);
        notebook.run("%kql " + connection.replace("'soc'", "'second'"));

        assertThat(notebook.text("%kql -each=soc,second Logons | summarize n = count()"))
                .contains("_workspace", "2 rows x 2 cols | soc@loganalytics, second@loganalytics");
        faults.next(Fault.forbidden());
        assertThat(notebook.text("%kql -each=all Logons | count")).contains("INCOMPLETE", "1 row x 2 cols");
        assertThat(notebook.failure("%kql -each=nowhere Logons").value()).contains("there is no connection 'nowhere'");
    }

    @Test
    void aLongTimeIsAskedInStretches() {
        notebook.run("%kql " + connection);
        int before = emulator.requests().queries().size();

        assertThat(notebook.text("%kql -time=2026-01-01..2026-01-03 -split_by=1d Logons"))
                .contains("3 rows x 2 cols");
        assertThat(emulator.requests().queries()).hasSize(before + 2);
        assertThat(notebook.failure("%kql -time=7d -split_by=1d Logons | count").value())
                .contains("cannot be split");
        assertThat(notebook.failure("%kql -split_by=1d Logons").value()).contains("time range");
        assertThat(notebook.text("%kql -time=2026-01-01..2026-01-03 -split_by=23h60m Logons"))
                .contains("3 rows x 2 cols");
        assertThat(emulator.requests().queries()).hasSize(before + 4);
        assertThat(notebook.failure("%kql -time=7d -split_by=30 Logons").value())
                .contains("it has no unit");
        notebook.run("int days = 30;");
        assertThat(notebook.failure("%kql -time=7d -split_by=days Logons").value())
                .contains("no value of -split_by");
        assertThat(notebook.text("%kql -timeout=days -dry_run Logons")).contains("timeout: 30");
        assertThat(notebook.text("%kql -timeout=1m30s -dry_run Logons")).contains("timeout: 1:30");
    }

    @Test
    void theSchemaTellsHowTablesAreKept() {
        notebook.run("%kql " + connection);

        assertThat(notebook.text("%kql --schema Logons"))
                .contains("table", "column", "type", "plan", "retention", "total retention")
                .containsPattern("Logons +Account +string +Analytics +90d +365d");
        assertThat(notebook.text("%kql --tables")).containsPattern("Logons +2 +Analytics +90d +365d");
        assertThat(notebook.text("%kql -conn=local --tables")).doesNotContain("retention");
    }

    @Test
    void whoMayNotSeeHowTablesAreKeptSeesTheSchemaAndWhy() {
        notebook.run("%kql " + connection);
        faults.next(
                request -> request.path().contains("/tables"),
                Fault.answer(
                        403, Map.of(), "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"may not read\"}}"));

        assertThat(notebook.text("%kql --schema Logons"))
                .contains("Account", "string")
                .doesNotContain("retention");
        assertThat(notebook.cell.stderr()).contains("plans and retention are not shown: ", "AuthorizationFailed");
    }

    @Test
    void tagsGoOutWithTheQuery() {
        notebook.run("%kql " + connection);
        notebook.run("String ticket = \"case-4711\";");
        notebook.run("%config Kqlmagic.request_app_tag = 'soc'");

        notebook.run("%kql -idtag=ticket -request_user_tag='anna b' -uatag=nightly Logons | count");
        SeenRequest tagged = emulator.requests().queries().getLast();
        assertThat(tagged.header("x-ms-client-request-id").orElseThrow()).startsWith("vedette;case-4711;");
        assertThat(tagged.header("x-ms-app")).hasValue("vedette;soc");
        assertThat(tagged.header("x-ms-user")).hasValue("anna b");
        assertThat(tagged.header("user-agent")).hasValue("nightly");

        notebook.run("%kql -apptag='' Logons | count");
        assertThat(emulator.requests().queries().getLast().header("x-ms-app")).hasValue("vedette");
        notebook.run("""
                String evil = "x\\r\\nAuthorization: Basic eA==";
                """);
        assertThat(notebook.failure("%kql -usertag=evil Logons").value())
                .startsWith("-request_user_tag: ")
                .contains("visible characters")
                .doesNotContain("Basic");
        assertThat(notebook.text(
                        "var tagged = vedette.magics.Kql.current().option(\"usertag\", \"java\").query(\"Logons\");\n"
                                + "tagged.table().rowCount()"))
                .isEqualTo("3");
        assertThat(emulator.requests().queries().getLast().header("x-ms-user")).hasValue("java");
    }

    @Test
    void aQueryIsSentAgainAsOftenAsItSays() {
        notebook.run("%kql " + connection);
        int before = emulator.requests().queries().size();

        faults.next(Fault.unavailable());
        assertThat(notebook.failure("%kql -retry=0 Logons")).isNotNull();
        assertThat(emulator.requests().queries()).hasSize(before + 1);
        faults.next(Fault.throttled(Duration.ofSeconds(1)));
        assertThat(notebook.text("%kql -retry=1 Logons | count")).contains("3");
        assertThat(emulator.requests().queries()).hasSize(before + 3);
        faults.next(Fault.gatewayTimeout());
        assertThat(notebook.failure("%kql -retry=9 Logons").value()).contains("timed out");
        assertThat(emulator.requests().queries()).hasSize(before + 4);
        assertThat(notebook.failure("%kql -retry=101 Logons").value()).contains("from 0 to 100");
    }

    @Test
    void theLakeTellsTheColumnsOfOneTable() {
        notebook.run("%kql sentinellake://workspace='" + emulator.workspace() + "';workspacename='vedette';endpoint='"
                + emulator.lake() + "/kql';token=given;alias='lake'");

        assertThat(notebook.text("%kql --schema Logons")).contains("Logons", "TimeGenerated", "datetime");
        assertThat(notebook.failure("%kql --schema").value())
                .contains("lake@sentinellake does not list its tables", "--schema SigninLogs");
        assertThat(notebook.failure("%kql --tables Log*").value()).contains("does not list its tables");
        assertThat(notebook.failure("%kql --schema \"Nowhere'] | x\"").value()).contains("cannot be read");
    }

    @Test
    void theLakeOfAWorkspaceIsAskedWhereACellSaysSo() {
        notebook.run("%kql " + connection);

        assertThat(notebook.text("%kql -tier=lake -time=2026-01-01..2026-01-02 Logons | count"))
                .contains("2", "| soc@sentinellake |");
        SeenRequest asked = emulator.requests().queries().getLast();
        assertThat(asked.path()).isEqualTo("/lake/kql/v2/rest/query");
        assertThat(asked.body()).contains("-" + emulator.workspace());
        assertThat(notebook.text("%kql Logons | count")).contains("| soc@loganalytics |");
        assertThat(notebook.text("%kql -tier=lake -each=soc Logons | count")).contains("| soc@sentinellake |");
        assertThat(notebook.text("vedette.magics.Kql.with(\"soc\").option(\"tier\", \"lake\").query(\"Logons\")"
                        + ".info().connection()"))
                .contains("soc@sentinellake");
        int before = emulator.requests().queries().size();
        assertThat(notebook.text("%kql -tier=lake -dry_run Logons")).contains("soc@sentinellake", "tier: lake");
        assertThat(emulator.requests().queries()).hasSize(before);
        assertThat(notebook.text("%kql --conn")).doesNotContain("sentinellake");
    }

    @Test
    void whatIsNoWorkspaceHasNoLake() {
        assertThat(notebook.failure("%kql -tier=lake print 1").value()).contains("local is no workspace");
        notebook.run("%kql -vc=false azuredataexplorer://cluster='" + emulator.dataExplorer()
                + "';database='vedette';alias='ade';token=given");
        assertThat(notebook.failure("%kql -tier=lake print 1").value()).contains("no workspace of Log Analytics");
    }

    @Test
    void aSectionOfAFileConnects() throws Exception {
        Path file = folder.resolve("odbc.ini");
        Files.writeString(
                file,
                "[other]\nworkspace=x\n[soc]\nworkspace = " + emulator.workspace() + "\nendpoint = "
                        + emulator.logAnalytics() + "\ntoken = " + SECRET + "\nalias = filed\n");

        assertThat(notebook.printed(
                        "%kql [soc] -dsn_filename=\"" + file.toString().replace('\\', '/') + "\""))
                .contains("current connection: filed@loganalytics");
        assertThat(notebook.failure("%kql [sock] -df=\"" + file.toString().replace('\\', '/') + "\"")
                        .value())
                .contains("has no section [sock]");
    }
}
