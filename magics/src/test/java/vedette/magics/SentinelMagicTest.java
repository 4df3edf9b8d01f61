package vedette.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;
import vedette.display.MimeBundle;
import vedette.display.Renderers;
import vedette.emulator.EmulatedWorkspace;
import vedette.emulator.Emulator;
import vedette.emulator.EmulatorOptions;
import vedette.emulator.Fault;
import vedette.kernel.CellFailure;
import vedette.kernel.Completion;
import vedette.kernel.Cursor;
import vedette.kernel.java.JavaLanguage;
import vedette.kernel.magic.CellMagic;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.MagicLibrary;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.sentinel.BearerToken;
import vedette.sentinel.TokenSource;
import vedette.sentinel.http.CloudHttp;
import vedette.sentinel.http.HttpOptions;
import vedette.sentinel.management.ManagementOptions;
import vedette.sentinel.management.SentinelManagement;
import vedette.sentinel.management.Workspace;

/** Cells with {@code %sentinel}, evaluated by the language that a notebook runs, over the emulated management. */
@Timeout(120)
class SentinelMagicTest {

    private static final Instant NOW = Instant.parse("2026-11-06T08:00:00Z");

    private final RecordingCell cell = new RecordingCell();
    private final List<QueryRequest> asked = new ArrayList<>();
    private final EmulatedWorkspace workspace =
            EmulatedWorkspace.ofFolders("vedette", Path.of("src/test/resources/managed"));
    private final Emulator emulator =
            Emulator.start(EmulatorOptions.builder().workspace(workspace).build());
    private final JavaLanguage language = JavaLanguage.builder()
            .renderers(Renderers.load(SentinelMagicTest.class.getClassLoader()))
            .magics(List.of(new Library()))
            .build();

    private final class Library implements MagicLibrary {

        @Override
        public List<LineMagic> lineMagics() {
            return List.of(new SentinelMagic(new Desk(), InstantSource.fixed(NOW)));
        }

        @Override
        public List<CellMagic> cellMagics() {
            return List.of();
        }

        @Override
        public List<String> imports() {
            return List.of("tech.tablesaw.api.*");
        }

        @Override
        public void close() {}
    }

    private final class Desk implements SentinelDesk {

        @Override
        public SentinelManagement management(SentinelPlace place, MagicCall call) {
            String[] path = workspace.resourceId().split("/");
            return SentinelManagement.of(
                    new Workspace(path[1], place.resourceGroup().orElse(path[3]), path[7]),
                    new CloudHttp(HttpOptions.defaults()),
                    new Tokens(),
                    ManagementOptions.PUBLIC.at(emulator.management(), "scope"));
        }

        @Override
        public SentinelAnswer ask(QueryRequest request, MagicCall call) {
            asked.add(request);
            return SentinelAnswer.of(Table.create("answer", LongColumn.create("n", 42)));
        }
    }

    private final class Tokens implements TokenSource {

        @Override
        public BearerToken token(QueryContext context, String scope) {
            return new BearerToken(emulator.token(), Instant.MAX);
        }

        @Override
        public void refused(BearerToken token) {}

        @Override
        public String description() {
            return "a test";
        }
    }

    @BeforeEach
    void define() {
        run("""
            Table accounts = Table.create("accounts",
                StringColumn.create("Account", "svc-a", "b,\\"c\\""),
                IntColumn.create("Risk", 1, 2));\
            """);
    }

    @AfterEach
    void close() {
        language.close();
        emulator.close();
    }

    private Optional<MimeBundle> run(String code) {
        return language.evaluate(code, cell);
    }

    private String text(String code) {
        return run(code).orElseThrow().text().orElseThrow();
    }

    private String said(String code) {
        int before = cell.stdout().length();
        run(code);
        return cell.stdout().substring(before);
    }

    private CellFailure failure(String code) {
        return catchThrowableOfType(CellFailure.class, () -> run(code));
    }

    @Nested
    class Incidents {

        @Test
        void areListedAsFrames() {
            assertThat(text("%sentinel incidents --since 3d --status new --severity high"))
                    .contains("Large upload to an unknown site", "Excel started a command shell", "2 rows");
            assertThat(text("var found = %sentinel incidents\nfound.rowCount()"))
                    .isEqualTo("12");
        }

        @Test
        void goIntoVariables() {
            assertThat(said("%sentinel found << incidents --top 5"))
                    .contains("these are the newest 5; there are more", "found: 5 rows, 17 columns");
            assertThat(text("found.rowCount()")).isEqualTo("5");
        }

        @Test
        void haveParts() {
            assertThat(text("%sentinel incident 204 alerts")).contains("Successful sign-in after a spray");
            assertThat(text("%sentinel incident 204 entities")).contains("203.0.113.77");
            assertThat(text("%sentinel incident 204 comments")).contains("Bo Krag");
            assertThat(text("%sentinel incident 204")).contains("Password spray against all accounts");
        }

        @Test
        void areWorkedOn() {
            assertThat(said("%sentinel comment 204 \"I'll look: \\\"it\\\"\""))
                    .isEqualTo("commented on incident 204 (Password spray against all accounts)\n");
            assertThat(text("%sentinel incident 204 comments")).contains("I'll look: \"it\"");
            assertThat(said("%sentinel assign 204 anna@hafnia.example")).contains("to anna@hafnia.example");
            assertThat(said("%sentinel status 204 active")).contains("is Active now");
            assertThat(said("%sentinel close 204 --classification true-positive --comment 'It was her.'"))
                    .contains("closed incident 204", "TruePositive, SuspiciousActivity");
            assertThat(text("%sentinel incident 204")).contains("Closed", "TruePositive");
            assertThat(said("%sentinel open 'A new one' --severity low --label x"))
                    .contains("opened incident 213");
        }

        @Test
        void withHostileTitlesAreEscapedWhereTheyAreShown() {
            MimeBundle bundle = run("%sentinel incident 209").orElseThrow();

            assertThat(bundle.data().get(MimeBundle.HTML).toString())
                    .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                    .doesNotContain("<script>alert", "\u202e");
            assertThat(said("%sentinel comment 209 x")).doesNotContain("\u202e");
            assertThat(failure("%sentinel incident \"\u001b[31m\u202e\"").traceback())
                    .noneMatch(line -> line.contains("\u001b") || line.contains("\u202e"));
        }
    }

    @Nested
    class KeptThings {

        @Test
        void areMadeOfFramesAndDeletedOnPurpose() {
            assertThat(said("%sentinel watchlist create risky --from accounts --key Account"))
                    .isEqualTo("made the watchlist risky of 2 items\n");
            assertThat(text("%sentinel watchlist risky")).contains("b,\"c\"");
            assertThat(said("%sentinel watchlist add risky Account=svc-b Risk=3"))
                    .startsWith("added an item");
            assertThat(text("%sentinel watchlist risky")).contains("svc-b");
            assertThat(failure("%sentinel watchlist add risky User=x").value())
                    .isEqualTo("the watchlist risky has no column 'User'; it has Account, Risk");
            assertThat(failure("%sentinel watchlist delete risky").value()).contains("add --yes to do it");
            assertThat(said("%sentinel watchlist delete risky --yes")).isEqualTo("deleted the watchlist risky\n");
            assertThat(text("%sentinel watchlists")).contains("ServiceAccounts").doesNotContain("risky");
        }

        @Test
        void overwriteNoEarlierOnes() {
            assertThat(failure("%sentinel watchlist create Administrators --from accounts --key Account")
                            .value())
                    .contains("there is a watchlist Administrators already");
        }

        @Test
        void areBookmarks() {
            assertThat(said("%sentinel bookmark create \"it's odd\" --query \"T | where x == 'y'\" --from accounts"
                            + " --row 1 --entity Account=svc-a --notes n"))
                    .startsWith("bookmarked it's odd (");
            assertThat(text("%sentinel bookmarks")).contains("it's odd", "\"Risk\":2", "__entityMapping");
            assertThat(failure("%sentinel bookmark delete \"it's odd\"").value())
                    .contains("--yes");
            assertThat(said("%sentinel bookmark delete \"it's odd\" --yes"))
                    .isEqualTo("deleted the bookmark it's odd\n");
            assertThat(failure("%sentinel bookmark create x --query q --from nothing")
                            .value())
                    .contains("there is no variable 'nothing'");
        }
    }

    @Nested
    class Queries {

        @Test
        void ofRulesRunOverTheirPeriods() {
            assertThat(text("%sentinel rule run 'password SPRAY'")).contains("42");
            run("%sentinel rule run 'lsass was read' --since 2h");

            assertThat(asked.getFirst().timeRange().orElseThrow().length()).hasDays(7);
            assertThat(asked.getFirst().timeRange().orElseThrow().to()).isEqualTo(NOW);
            assertThat(asked.getLast().timeRange().orElseThrow().length()).hasHours(2);
            assertThat(failure("%sentinel rule run 'lsass was read'").value()).contains("add --since");
            assertThat(failure("%sentinel rule run 'Pasword spray'").value())
                    .contains("did you mean 'Password spray'?");
            assertThat(text("%sentinel rules")).contains("Advanced Multistage Attack Detection");
        }

        @Test
        void ofHuntsRun() {
            run("%sentinel hunt run 'New inbox rules'");

            assertThat(asked.getFirst().text()).isEqualTo("OfficeActivity | where Operation == \"New-InboxRule\"");
            assertThat(text("%sentinel hunts"))
                    .contains("Rare parents of PowerShell")
                    .doesNotContain("All computers");
        }

        @Test
        void overMonthsAreSearches() {
            assertThat(said("%sentinel search start old --query \"SigninLogs | where IPAddress == '1'\" --since 300d"))
                    .startsWith("started a search into the table old_SRCH");
            assertThat(text("%sentinel search status old_SRCH")).contains("InProgress");
            assertThat(text("%sentinel search status old_SRCH --wait")).contains("Succeeded");
            assertThat(said("%sentinel search delete old_SRCH --yes")).contains("deleted");
        }
    }

    /** With the library that a notebook has, and a connection that a cell opened. */
    @Nested
    class OnTheCurrentConnection {

        @TempDir
        Path folder;

        @Test
        void workWithoutNamingTheWorkspaceAgain() throws IOException {
            Files.writeString(
                    folder.resolve("OfficeActivity.csv"),
                    "TimeGenerated,Operation,UserId\n2026-11-03T04:38:00Z,New-InboxRule,signe\n"
                            + "2026-11-03T04:39:00Z,FileDownloaded,signe\n");
            EmulatorOptions options = EmulatorOptions.builder().folders(folder).build();
            try (Emulator cloud = Emulator.start(options);
                    JavaLanguage notebook = JavaLanguage.builder()
                            .renderers(Renderers.load(SentinelMagicTest.class.getClassLoader()))
                            .magics(List.of(new KqlLibrary()))
                            .build()) {
                assertThat(catchThrowableOfType(CellFailure.class, () -> notebook.evaluate("%sentinel incidents", cell))
                                .value())
                        .contains("local leads to no workspace");
                notebook.evaluate("String token = \"" + cloud.token() + "\";", cell);
                notebook.evaluate(
                        "%kql loganalytics://resource='" + cloud.resource() + "';endpoint='" + cloud.logAnalytics()
                                + "';token=token;alias='soc'",
                        cell);

                assertThat(notebook.evaluate("%sentinel incidents --severity high", cell)
                                .orElseThrow()
                                .text()
                                .orElseThrow())
                        .contains("Excel started a command shell");
                assertThat(notebook.evaluate("%sentinel hunt run 'New inbox rules' --since 36500d", cell)
                                .orElseThrow()
                                .text()
                                .orElseThrow())
                        .contains("signe")
                        .doesNotContain("FileDownloaded");
                assertThat(cell.stdout() + cell.stderr()).doesNotContain(cloud.token());

                notebook.evaluate(
                        "%kql loganalytics://workspace='" + cloud.workspace() + "';endpoint='" + cloud.logAnalytics()
                                + "';token=token;alias='byId'",
                        cell);
                assertThat(notebook.evaluate("%sentinel incidents --severity high", cell)
                                .orElseThrow()
                                .text()
                                .orElseThrow())
                        .contains("Excel started a command shell");
                cloud.faults().next(request -> request.path().endsWith("/metadata"), Fault.forbidden());
                notebook.evaluate(
                        "%kql loganalytics://workspace='" + cloud.workspace() + "';endpoint='" + cloud.logAnalytics()
                                + "';token=token;alias='silent'",
                        cell);
                assertThat(catchThrowableOfType(CellFailure.class, () -> notebook.evaluate("%sentinel incidents", cell))
                                .value())
                        .contains("subscription is missing");
            }
        }
    }

    /** {@code ‸} marks the cursor. */
    @Nested
    class Proposals {

        private List<String> proposed(String marked) {
            return completion(marked).candidates().stream()
                    .map(Completion.Candidate::text)
                    .toList();
        }

        private Completion completion(String marked) {
            int before = emulator.requests().all().size();
            Completion completion = language.complete(marked.replace("‸", ""), new Cursor(marked.indexOf('‸')));
            assertThat(emulator.requests().all()).as("asks no service").hasSize(before);
            return completion;
        }

        @Test
        void commandsAndOptions() {
            assertThat(proposed("%sentinel ‸")).contains("incidents", "watchlist", "rule", "search");
            assertThat(proposed("%sentinel inc‸")).containsExactly("incidents", "incident");
            assertThat(proposed("%sentinel found << watchl‸")).containsExactly("watchlists", "watchlist");
            assertThat(proposed("%sentinel rule ‸")).containsExactly("run");
            assertThat(proposed("%sentinel incidents --s‸"))
                    .containsExactlyInAnyOrder("--since=", "--status=", "--severity=", "--subscription=");
            assertThat(proposed("%sentinel incidents ‸")).contains("--top=", "--where=", "--help");
            assertThat(proposed("%sentinel nonsense ‸")).doesNotContain("incidents");
        }

        @Test
        void valuesOfOptions() {
            assertThat(proposed("%sentinel incidents --severity h‸")).containsExactly("high");
            assertThat(proposed("%sentinel incidents --severity=‸"))
                    .containsExactlyInAnyOrder("high", "medium", "low", "informational");
            assertThat(proposed("%sentinel close 1 --classification fal‸"))
                    .containsExactlyInAnyOrder("false-positive", "false-positive-data");
            assertThat(proposed("%sentinel incident 1 ‸"))
                    .containsExactly("alerts", "entities", "comments", "bookmarks");
            language.evaluate("Table frame = Table.create(\"t\"); int fraction = 1;", cell);
            assertThat(proposed("%sentinel watchlist create new --from fr‸")).containsExactly("frame");
        }

        @Test
        void namesThatWereSeen() {
            assertThat(proposed("%sentinel watchlist ‸"))
                    .containsExactlyInAnyOrder("create", "add", "remove", "delete");
            language.evaluate("%sentinel watchlists", cell);
            language.evaluate("%sentinel rules", cell);
            language.evaluate("%sentinel hunts", cell);
            language.evaluate("%sentinel incidents --top 2", cell);

            List<String> watchlists = proposed("%sentinel watchlist delete ‸");
            assertThat(watchlists).isNotEmpty();
            assertThat(proposed("%sentinel watchlist ‸"))
                    .containsAll(watchlists)
                    .contains("create");
            assertThat(proposed("%sentinel rule run ‸"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(name).startsWith("\""));
            assertThat(proposed("%sentinel hunt run 'new ‸")).containsExactly("'New inbox rules'");
            assertThat(proposed("%sentinel comment ‸")).hasSize(2);
            assertThat(proposed("%sentinel watchlist create ‸")).doesNotContainAnyElementsOf(watchlists);

            Completion quoted = completion("%sentinel hunt run 'new ‸");
            assertThat(quoted.start()).isEqualTo(new Cursor("%sentinel hunt run ".length()));
        }

        @Test
        void whatWasDeletedIsNotProposed() {
            language.evaluate("%sentinel watchlists", cell);
            String name = proposed("%sentinel watchlist delete ‸").getFirst();

            language.evaluate("%sentinel watchlist delete " + name + " --yes", cell);

            assertThat(proposed("%sentinel watchlist delete ‸")).doesNotContain(name);
        }
    }

    @Nested
    class Help {

        @Test
        void tellsOfAllCommands() {
            assertThat(said("%sentinel --help"))
                    .contains("incidents", "incident", "open", "comment", "assign", "status", "close", "bookmarks")
                    .contains("watchlists", "rules", "hunts", "searches");
            assertThat(said("%sentinel close --help"))
                    .contains("Usage: %sentinel close", "false-positive-data", "--resource-group");
            assertThat(said("%sentinel watchlist create -h")).contains("%sentinel watchlist create", "--key");
        }

        @Test
        void comesWithMistakes() {
            assertThat(failure("%sentinel").value()).startsWith("say what to do: incidents, ");
            assertThat(failure("%sentinel incidnts").traceback())
                    .anyMatch(line -> line.startsWith("did you mean incident"));
            assertThat(failure("%sentinel rule").value()).isEqualTo("say what to do: run");
            assertThat(failure("%sentinel close 204").traceback())
                    .anyMatch(line -> line.contains("--classification"))
                    .anyMatch(line -> line.startsWith("Usage: %sentinel close"));
            assertThat(failure("%sentinel incidents --since soon").value()).contains("'soon' is no duration");
            assertThat(failure("%sentinel comment 204 \"open").value()).contains("a quote is not closed");
            assertThat(failure("%sentinel incidents --resource-group other").value())
                    .contains("there is no resource group other");
            assertThat(failure("%sentinel x << comment 204 y").value()).contains("has no rows");
        }

        @Test
        void readsNoFilesForWordsWithAt() {
            assertThat(said("%sentinel comment 204 @/etc/hostname")).startsWith("commented on");
            assertThat(text("%sentinel incident 204 comments")).contains("@/etc/hostname");
        }
    }
}
