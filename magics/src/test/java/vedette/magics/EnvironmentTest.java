package vedette.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vedette.emulator.Emulator;
import vedette.emulator.EmulatorOptions;

/** What Kqlmagic's variables of the environment do at a notebook's first cell, over HTTP on loopback. */
@Timeout(120)
class EnvironmentTest {

    private static final String SECRET = "S3CRET-value";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Notebook notebook = new Notebook(new KqlLibrary(environment::get));
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("Logons.csv"), "TimeGenerated,Account\n2026-01-01T10:00:00Z,anna\n");
        emulator = Emulator.start(
                EmulatorOptions.builder().folders(folder).token(SECRET).build());
    }

    @AfterEach
    void stop() {
        notebook.close();
        emulator.close();
    }

    private String connection() {
        return "loganalytics://workspace='" + emulator.workspace() + "';endpoint='" + emulator.logAnalytics()
                + "';alias='soc';token='" + SECRET + "'";
    }

    @Test
    void theConnectionIsOpenedAtTheFirstCell() {
        environment.put("KQLMAGIC_CONNECTION_STR", connection());

        assertThat(emulator.requests().all()).isEmpty();
        assertThat(notebook.text("%kql Logons | count")).contains("1", "| soc@loganalytics |");
        assertThat(notebook.cell.stdout()).contains("current connection: soc@loganalytics");
        notebook.run("%kql --conn local");
        assertThat(notebook.text("%kql print 1")).contains("| local |");
        assertThat(notebook.cell.stdout().split("current connection: soc", -1)).hasSize(2);
        assertThat(notebook.cell.stdout() + notebook.cell.stderr()).doesNotContain(SECRET);
    }

    @Test
    void theConnectionIsThereForJavaAndSentinelToo() {
        environment.put("KQLMAGIC_CONNECTION_STR", connection());

        assertThat(notebook.text("vedette.magics.Kql.query(\"Logons\").info().connection()"))
                .isEqualTo("soc@loganalytics");
    }

    @Test
    void optionsHoldFromTheFirstCellOn() {
        environment.put("KQLMAGIC_CONFIGURATION", "display_limit=1;show_query=true");

        assertThat(notebook.text("%kql range i from 1 to 3 step 1")).contains("3 rows");
        assertThat(notebook.cell.stdout()).contains("range i from 1 to 3");
        assertThat(notebook.printed("%kql --config display_limit")).contains("1");
    }

    @Test
    void answersAreRecordedAndReplayed() {
        String root = folder.resolve("recordings").toString().replace("\\", "/");
        environment.put("KQLMAGIC_CONFIGURATION", "cache_folder_name='" + root + "'");
        environment.put("KQLMAGIC_CONNECTION_STR", connection());
        environment.put("KQLMAGIC_CACHE", "first");
        notebook.run("%kql Logons | count");
        int asked = emulator.requests().queries().size();

        environment.remove("KQLMAGIC_CACHE");
        environment.put("KQLMAGIC_USE_CACHE", "first");
        try (Notebook later = new Notebook(new KqlLibrary(environment::get))) {
            assertThat(later.text("%kql Logons | count")).contains("1");
        }
        assertThat(emulator.requests().queries()).hasSize(asked);
    }

    @Test
    void whatIsWrongIsToldOnceAndKeepsNoCellFromRunning() {
        environment.put("KQLMAGIC_CONNECTION_STR", "loganalytics://workspce='x';clientsecret='" + SECRET + "'");
        environment.put("KQLMAGIC_CONFIGURATION", "display_limt=1");
        environment.put("KQLMAGIC_USE_CACHE", "no-such-recording");

        assertThat(notebook.text("%kql print 1")).contains("| local |");
        assertThat(notebook.text("%kql print 2")).contains("| local |");
        assertThat(notebook.cell.stderr())
                .containsOnlyOnce("KQLMAGIC_CONNECTION_STR: ")
                .containsOnlyOnce("KQLMAGIC_CONFIGURATION: ")
                .containsOnlyOnce("KQLMAGIC_USE_CACHE: ")
                .contains("display_limit")
                .doesNotContain(SECRET);
    }

    @Test
    void emptyVariablesSayNothing() {
        environment.put("KQLMAGIC_CONNECTION_STR", " ");
        environment.put("KQLMAGIC_CACHE", "");

        assertThat(notebook.text("%kql print 1")).contains("| local |");
        assertThat(notebook.cell.stderr()).isEmpty();
    }
}
