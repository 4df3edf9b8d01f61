package vedette.hunting.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.display.MimeBundle;
import vedette.hunting.SharedData;

class ProcessTreeTest {

    /**
     * Figures that msticpy 3.0.2 gives for the same files, but for one of its defects: it makes processes whose parent has
     * no name roots of their own (two in the deep log, so 24 roots).
     */
    @ParameterizedTest
    @CsvSource({
        "windows_4688_processes.csv, 1010, 10, 815, 185, 7",
        "linux_auditd_processes.csv, 1029, 29, 497, 503, 5",
        "mde_processes.csv, 266, 3, 200, 63, 10",
        "windows_4688_processes_deep.csv.gz, 22993, 22, -1, -1, 839"
    })
    void countsWhatIsKnownOfRealLogs(String file, int processes, int roots, int leaves, int branches, int depth) {
        ProcessTree.Summary summary = ProcessTree.of(SharedData.hunting(file)).summary();

        assertThat(summary.processes()).isEqualTo(processes);
        assertThat(summary.roots()).isEqualTo(roots);
        assertThat(summary.depth()).isEqualTo(depth);
        if (leaves >= 0) {
            assertThat(summary.leaves()).isEqualTo(leaves);
            assertThat(summary.branches()).isEqualTo(branches);
        }
    }

    @Nested
    class Parents {

        @Test
        void areTheLatestProcessOfThatIdBeforeTheChild() {
            ProcessTree tree = tree(
                    row("08:00", "a", "1", "x.exe", "0", "boot.exe"),
                    row("09:00", "a", "1", "x.exe", "0", "boot.exe"),
                    row("09:30", "a", "2", "y.exe", "1", "x.exe"));

            assertThat(parentOf(tree, 2)).isEqualTo("09:00");
        }

        @Test
        void areOfTheSameMachine() {
            ProcessTree tree = tree(
                    row("08:00", "a", "1", "x.exe", "0", "boot.exe"),
                    row("08:30", "b", "1", "x.exe", "0", "boot.exe"),
                    row("09:00", "a", "2", "y.exe", "1", "x.exe"));

            assertThat(parentOf(tree, 2)).isEqualTo("08:00");
        }

        @Test
        void areFoundWhateverTheSpellingOfTheId() {
            ProcessTree tree = tree(
                    row("08:00", "a", "0x1A", "x.exe", "0", "boot.exe"),
                    row("09:00", "a", "2", "y.exe", "0x1a", "X.EXE"));

            assertThat(parentOf(tree, 1)).isEqualTo("08:00");
        }

        @Test
        void maybeLoggedAMomentLate() {
            ProcessTree tree = tree(
                    row("09:00:01", "a", "1", "x.exe", "0", "boot.exe"),
                    row("09:00:00", "a", "2", "y.exe", "1", "x.exe"));

            assertThat(parentOf(tree, 1)).isEqualTo("09:00:01");
        }

        @Test
        void thatTheLogDoesNotHoldArePutInOnce() {
            ProcessTree tree =
                    tree(row("08:00", "a", "2", "y.exe", "1", "x.exe"), row("09:00", "a", "3", "z.exe", "1", "x.exe"));

            assertThat(tree.summary()).isEqualTo(new ProcessTree.Summary(3, 1, 2, 0, 0, 2));
        }

        @Test
        void areNeverTheProcessItself() {
            ProcessTree tree = tree(row("08:00", "a", "4", "System", "4", "System"));

            assertThat(tree.nodes().getFirst().parent()).isNotEqualTo(OptionalInt.of(0));
        }

        @Test
        void doNotGoInCircles() {
            ProcessTree tree =
                    tree(row("08:00", "a", "1", "x.exe", "2", "y.exe"), row("08:00", "a", "2", "y.exe", "1", "x.exe"));

            assertThat(tree.summary().roots()).isPositive();
            assertThat(tree.nodes()).filteredOn(node -> node.row().isPresent()).hasSize(2);
        }

        @Test
        void areFoundWithoutTimes() {
            ProcessTree tree =
                    tree(row("", "a", "1", "x.exe", "0", "boot.exe"), row("08:00", "a", "2", "y.exe", "1", "x.exe"));

            assertThat(tree.summary().roots()).isOne();
        }
    }

    @Nested
    class Look {

        private static final String HOSTILE =
                "<script>alert(1)</script>\"><img src=x onerror=alert(1)> {{7*7}} \u001b[31m \ud800";

        @Test
        void interpretsNothingOfTheData() {
            MimeBundle bundle =
                    tree(row("08:00", HOSTILE, HOSTILE, HOSTILE, "1", HOSTILE)).toMimeBundle();
            String html = (String) bundle.data().get(MimeBundle.HTML);

            assertThat(html).doesNotContain("<script", "<img", "{{", "\u001b", "\ud800");
            assertThat(bundle.text().orElseThrow()).doesNotContain("\u001b", "\ud800");
        }

        @Test
        void closesEveryElement() {
            String html = html(tree(
                    row("08:00", "a", "1", "x.exe", "0", "boot.exe"),
                    row("08:01", "a", "2", "y.exe", "1", "x.exe"),
                    row("08:02", "a", "3", "z.exe", "2", "y.exe")));

            assertThat(count(html, "<details")).isEqualTo(3).isEqualTo(count(html, "</details>"));
            assertThat(count(html, "<div")).isEqualTo(count(html, "</div>"));
        }

        @Test
        void foldsWithoutScripts() {
            assertThat(html(tree(row("08:00", "a", "1", "x.exe", "0", "boot.exe"))))
                    .contains("<details open><summary")
                    .doesNotContain("onclick", "javascript");
        }

        @Test
        void drawsChainsOfThousands() {
            List<String[]> rows = new ArrayList<>();
            for (int i = 1; i <= 2000; i++) {
                rows.add(row(
                        "2026-01-01 08:%02d:%02d".formatted(i / 60, i % 60),
                        "a",
                        "" + i,
                        "x.exe",
                        "" + (i - 1),
                        "x.exe"));
            }

            ProcessTree tree = tree(rows.toArray(String[][]::new));

            assertThat(tree.summary().depth()).isEqualTo(2001);
            assertThat(count(html(tree), "<b ")).isEqualTo(2001);
        }

        private static int count(String text, String part) {
            return text.split(Pattern.quote(part), -1).length - 1;
        }
    }

    @Nested
    class Focus {

        @Test
        void keepsTheHighestWithWhatStandsAboveAndBelow() {
            Table table = table(
                    row("08:00", "a", "1", "x.exe", "0", "boot.exe"),
                    row("08:01", "a", "2", "y.exe", "1", "x.exe"),
                    row("08:02", "a", "3", "z.exe", "2", "y.exe"),
                    row("08:03", "a", "4", "other.exe", "1", "x.exe"));
            table.addColumns(DoubleColumn.create("score", 0.1, 0.9, 0.2, 0.3));

            String text = ProcessTree.of(table)
                    .colorBy("score")
                    .focus(1)
                    .toMimeBundle()
                    .text()
                    .orElseThrow();

            assertThat(text).contains("x.exe", "y.exe", "z.exe", "boot.exe").doesNotContain("other.exe");
        }

        @Test
        void needsAColumnToRankBy() {
            ProcessTree tree = tree(row("08:00", "a", "1", "x.exe", "0", "boot.exe"));

            assertThatThrownBy(() -> tree.focus(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("colorBy");
            assertThatThrownBy(() -> tree.colorBy("NewProcessName")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void saysWhatColumnsItNeeds() {
        Table table = Table.create(StringColumn.create("a", "b"));

        assertThatThrownBy(() -> ProcessTree.of(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NewProcessId");
    }

    private static String parentOf(ProcessTree tree, int row) {
        ProcessNode node = tree.nodes().stream()
                .filter(candidate -> candidate.row().equals(OptionalInt.of(row)))
                .findFirst()
                .orElseThrow();
        ProcessNode parent = tree.nodes().get(node.parent().getAsInt());
        return LocalTime.ofInstant(parent.start().orElseThrow(), ZoneOffset.UTC).toString();
    }

    private static String html(ProcessTree tree) {
        return (String) tree.toMimeBundle().data().get(MimeBundle.HTML);
    }

    private static ProcessTree tree(String[]... rows) {
        return ProcessTree.of(table(rows));
    }

    private static String[] row(String time, String host, String pid, String image, String ppid, String parent) {
        String full = time.isEmpty() || time.length() > 8 ? time : "2026-01-01 " + time;
        return new String[] {full, host, pid, image, ppid, parent, image + " /run"};
    }

    private static Table table(String[]... rows) {
        String[] names = {
            "TimeGenerated",
            "Computer",
            "NewProcessId",
            "NewProcessName",
            "ProcessId",
            "ParentProcessName",
            "CommandLine"
        };
        Table table = Table.create("processes");
        for (int i = 0; i < names.length; i++) {
            StringColumn column = StringColumn.create(names[i]);
            for (String[] row : rows) {
                column.append(row[i]);
            }
            table.addColumns(column);
        }
        return table;
    }
}
