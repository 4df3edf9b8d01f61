package vedette.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vedette.engine.duckdb.Database;
import vedette.engine.duckdb.Sql;
import vedette.kql.query.QueryException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileSourcesTest {

    private final Database database =
            new Database(1L << 30, Path.of(System.getProperty("java.io.tmpdir")), connection -> {});
    private DuckDBConnection connection;

    @TempDir
    Path folder;

    @BeforeAll
    void connect() throws SQLException {
        connection = database.connect();
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Nested
    class Csv {

        @Test
        void typesAreDetectedAndDatetimesKeepTheirSeventhDigit() throws Exception {
            Path file = write("T.csv", "Time,Id,Host,Flag,Score\n2024-01-01T00:00:00.1234567Z,4688,h,true,1.5\n,,,,\n");

            Source source = FileSources.detect(connection, "T", List.of(file));

            assertThat(source.schema()).hasToString("[Time:datetime, Id:long, Host:string, Flag:bool, Score:real]");
            assertThat(rows(source)).containsExactly("638396640001234567 4688 h true 1.5", "null null  null null");
        }

        @Test
        void numbersThatAreIdentifiersStayText() throws Exception {
            Path file = write("T.csv", "Hex,Padded,Plain\n0x3e7,007,7\n0xd78,008,8\n");

            Source source = FileSources.detect(connection, "T", List.of(file));

            assertThat(source.schema()).hasToString("[Hex:string, Padded:string, Plain:long]");
            assertThat(rows(source)).containsExactly("0x3e7 007 7", "0xd78 008 8");
        }

        @Test
        void compressedFilesAndFoldersAreTables() throws Exception {
            Path table = Files.createDirectory(folder.resolve("Parts"));
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(table.resolve("a.csv.gz")))) {
                out.write("x\n1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            Files.writeString(table.resolve("b.csv"), "x\n2\n");
            Files.writeString(table.resolve("notes.txt"), "no table");

            List<Path> files = FileSources.tables(folder).get("Parts");

            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("a.csv.gz", "b.csv");
            assertThat(rows(FileSources.detect(connection, "Parts", files))).containsExactly("1", "2");
        }

        @Test
        void hostileNamesAreOnlyNames() throws Exception {
            Path file = write("x'; DROP TABLE t; --.csv", "\"a\"\"b'c\",\"]; --\"\n1,2\n");

            Source source = FileSources.detect(connection, "x'; DROP TABLE t; --", List.of(file));

            assertThat(source.schema()).hasToString("[a\"b'c:long, ]; --:long]");
            assertThat(rows(source)).containsExactly("1 2");
        }
    }

    @Nested
    class Json {

        @Test
        void nestedValuesAreDynamicAndMixedOnesToo() throws Exception {
            Path file = write("T.jsonl", """
                {"t":"2024-01-02T00:00:00+02:00","d":{"b":1.0,"a":[1]},"s":"x","mix":1}
                {"t":null,"d":null,"s":null,"mix":"b","late":true}
                """);

            Source source = FileSources.detect(connection, "T", List.of(file));

            assertThat(source.schema()).hasToString("[t:datetime, d:dynamic, s:string, mix:dynamic, late:bool]");
            assertThat(rows(source))
                    .containsExactly("638397432000000000 {\"b\":1.0,\"a\":[1]} x 1 null", "null null  \"b\" true");
        }
    }

    @Nested
    class Parquet {

        @Test
        void typesAreThoseOfTheFile() throws Exception {
            Path file = folder.resolve("T.parquet");
            try (Statement statement = connection.createStatement()) {
                statement.execute("COPY (SELECT 1::INTEGER i, 2::BIGINT l, 1.5::DOUBLE r, TIMESTAMP '1601-01-01' t,"
                        + " [1, 2] d, NULL::VARCHAR s, '74BE27DE-1E4E-49D9-B579-FE0B331D3642'::UUID g) TO "
                        + Sql.string(file.toString()));
            }

            Source source = FileSources.detect(connection, "T", List.of(file));

            assertThat(source.schema()).hasToString("[i:int, l:long, r:real, t:datetime, d:dynamic, s:string, g:guid]");
            assertThat(rows(source))
                    .containsExactly("1 2 1.5 504911232000000000 [1,2]  74be27de-1e4e-49d9-b579-fe0b331d3642");
        }
    }

    @Nested
    class Failures {

        @Test
        void aMissingFileIsNamed() {
            Path file = folder.resolve("Gone.csv");

            assertThatThrownBy(() -> FileSources.detect(connection, "Gone", List.of(file)))
                    .isInstanceOf(QueryException.class)
                    .hasMessage("the file " + file + " of table 'Gone' does not exist or cannot be read");
        }

        @Test
        void aMalformedFileIsNamedWithWhatIsWrong() throws Exception {
            Path file = write("T.jsonl", "{\"a\":1}\n{\"a\":\n");

            assertThatThrownBy(() -> FileSources.detect(connection, "T", List.of(file)))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("cannot read table 'T' from " + file)
                    .hasMessageContaining("unexpected end of data");
        }

        @Test
        void anUnknownFormatSaysWhichAreKnown() throws Exception {
            Path file = write("T.xlsx", "");

            assertThatThrownBy(() -> FileSources.detect(connection, "T", List.of(file)))
                    .hasMessage("cannot tell the format of " + file
                            + "; its name must end in .csv, .tsv, .json, .jsonl or .parquet, perhaps with .gz");
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> rows(Source source) throws SQLException {
        return rows(connection, source);
    }

    static List<String> rows(Connection connection, Source source) throws SQLException {
        String columns = source.columns().stream().map(SourceColumn::sql).collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM " + source.relation())) {
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= source.columns().size(); i++) {
                    cells.add(String.valueOf(rows.getObject(i)));
                }
                lines.add(String.join(" ", cells));
            }
        }
        return lines;
    }
}
