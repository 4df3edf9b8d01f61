package vedette.hunting.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class OutliersTest {

    @Nested
    class Scores {

        @Test
        void areHighestForWhatLiesFarAway() {
            Table scored = Outliers.isolationForest(cloud(2000))
                    .features(Features.columns("x", "y"))
                    .score();

            Table highest = scored.sortDescendingOn(Outliers.SCORE).first(1);
            assertThat(highest.doubleColumn("x").get(0)).isEqualTo(9.0);
        }

        @Test
        void areThoseOfTheSeed() {
            Outliers outliers = Outliers.isolationForest(cloud(3000)).features(Features.columns("x", "y"));

            double[] once =
                    outliers.seed(7).score().doubleColumn(Outliers.SCORE).asDoubleArray();

            assertThat(outliers.seed(7).score().doubleColumn(Outliers.SCORE).asDoubleArray())
                    .isEqualTo(once);
            assertThat(outliers.seed(8).score().doubleColumn(Outliers.SCORE).asDoubleArray())
                    .isNotEqualTo(once);
        }

        /** The paper: most rows of a sample without anomalies score below one half. */
        @Test
        void keepOneHalfAsTheMiddleHoweverManyRowsThereAre() {
            for (int rows : new int[] {300, 3000, 30_000}) {
                Table scored = Outliers.isolationForest(cloud(rows))
                        .features(Features.columns("x", "y"))
                        .score();

                assertThat(scored.doubleColumn(Outliers.SCORE).mean()).isBetween(0.38, 0.5);
            }
        }

        @Test
        void areZeroForARowAlone() {
            Table one = Table.create(DoubleColumn.create("x", 1.0));

            assertThat(Outliers.isolationForest(one)
                            .features(Features.columns("x"))
                            .score()
                            .doubleColumn(Outliers.SCORE)
                            .get(0))
                    .isZero();
        }

        @Test
        void takeThePlaceOfEarlierOnes() {
            Outliers outliers = Outliers.isolationForest(cloud(300)).features(Features.columns("x", "y"));

            Table twice = Outliers.isolationForest(outliers.score())
                    .features(Features.columns("x", "y"))
                    .score();

            assertThat(twice.columnNames()).containsExactly("x", "y", Outliers.SCORE, Outliers.REASON);
        }
    }

    @Nested
    class ProcessStarts {

        @Test
        void standOutByEncodedCommandsFromOddParents() {
            Table scored = Outliers.isolationForest(processes()).score();

            Table highest = scored.sortDescendingOn(Outliers.SCORE).first(1);
            assertThat(highest.stringColumn("ParentProcessName").get(0)).endsWith("EXCEL.EXE");
            assertThat(highest.stringColumn(Outliers.REASON).get(0)).isNotEmpty();
        }

        @Test
        void needTheColumnsOfAProcessLog() {
            assertThatThrownBy(() -> Outliers.isolationForest(cloud(10)).score())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NewProcessName");
        }
    }

    private static Table cloud(int rows) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        DoubleColumn x = DoubleColumn.create("x");
        DoubleColumn y = DoubleColumn.create("y");
        for (int i = 0; i < rows - 1; i++) {
            x.append(random.nextGaussian());
            y.append(random.nextGaussian());
        }
        x.append(9.0);
        y.append(-9.0);
        return Table.create("cloud", x, y);
    }

    private static Table processes() {
        String[] names = {
            "TimeGenerated",
            "Computer",
            "NewProcessId",
            "NewProcessName",
            "ProcessId",
            "ParentProcessName",
            "CommandLine",
            "SubjectUserName"
        };
        StringColumn[] columns = new StringColumn[names.length];
        for (int i = 0; i < names.length; i++) {
            columns[i] = StringColumn.create(names[i]);
        }
        for (int i = 0; i < 2000; i++) {
            boolean odd = i == 1234;
            String[] row = {
                "2026-01-01 08:%02d:%02d".formatted(i / 60 % 60, i % 60),
                "a",
                "0x" + Integer.toHexString(4 * i + 4),
                odd
                        ? "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"
                        : "C:\\Windows\\System32\\svchost.exe",
                "0x1",
                odd ? "C:\\Program Files\\Microsoft Office\\EXCEL.EXE" : "C:\\Windows\\System32\\services.exe",
                odd
                        ? "powershell -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAIABOAGUAdAAuAFcAZQBi"
                        : "svchost.exe -k netsvcs -p " + i % 7,
                odd ? "signe" : "SYSTEM"
            };
            for (int c = 0; c < names.length; c++) {
                columns[c].append(row[c]);
            }
        }
        return Table.create("processes", columns);
    }
}
