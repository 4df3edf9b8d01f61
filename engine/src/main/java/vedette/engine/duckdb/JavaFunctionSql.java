package vedette.engine.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import vedette.engine.function.JavaFunction;
import vedette.engine.function.JavaFunction.Parameter;
import vedette.frame.Json;
import vedette.frame.KqlType;

/** Functions in Java as DuckDB calls them: their registration, how values go in and out, and how a call is printed. */
final class JavaFunctionSql {

    private JavaFunctionSql() {}

    static String name(JavaFunction function) {
        return "kql_" + function.name();
    }

    static void register(DuckDBConnection connection, JavaFunction function) throws SQLException {
        DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction().withName(name(function));
        List<Parameter> parameters = function.parameters();
        // A repeated parameter leaves DuckDB only one type for all: text, which every value can be carried as.
        boolean repeated = !parameters.isEmpty() && parameters.getLast().repeated();
        if (repeated) {
            builder.withVarArgs(DuckDBLogicalType.of(DuckDBColumnType.VARCHAR));
        } else {
            for (Parameter parameter : parameters) {
                builder.withParameter(storage(parameter.type()));
            }
        }
        builder.withReturnType(storage(function.result()))
                .withVectorizedFunction((in, out) -> run(function, in, out))
                .register(connection);
    }

    private static DuckDBColumnType storage(char type) {
        return switch (type) {
            case 'l', 't' -> DuckDBColumnType.BIGINT;
            case 'd' -> DuckDBColumnType.DOUBLE;
            case 'b' -> DuckDBColumnType.BOOLEAN;
            default -> DuckDBColumnType.VARCHAR;
        };
    }

    private static void run(JavaFunction function, DuckDBDataChunkReader in, DuckDBWritableVector out) {
        int columns = (int) in.columnCount();
        List<Parameter> parameters = function.parameters();
        DuckDBReadableVector[] vectors = new DuckDBReadableVector[columns];
        char[] types = new char[columns];
        for (int i = 0; i < columns; i++) {
            vectors[i] = in.vector(i);
            types[i] = parameters.get(Math.min(i, parameters.size() - 1)).type();
        }
        @Nullable Object[] arguments = new @Nullable Object[columns];
        for (long row = 0; row < in.rowCount(); row++) {
            for (int i = 0; i < columns; i++) {
                arguments[i] = read(types[i], vectors[i], row);
            }
            write(function.result(), out, row, function.body().apply(arguments));
        }
    }

    private static @Nullable Object read(char type, DuckDBReadableVector vector, long row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (type) {
            case 'l', 't' -> vector.getLong(row);
            case 'd' -> vector.getDouble(row);
            case 'b' -> vector.getBoolean(row);
            case 'j' -> {
                String text = vector.getString(row);
                yield Json.parse(text).map(JavaFunctionSql::value).orElse(null);
            }
            default -> vector.getString(row);
        };
    }

    private static @Nullable Object value(Json.Parsed parsed) {
        return parsed.value();
    }

    private static void write(char type, DuckDBWritableVector out, long row, @Nullable Object value) {
        switch (type) {
            case 's' -> out.setString(row, value == null ? "" : (String) value);
            case 'j' -> {
                if (value == null) {
                    out.setNull(row);
                } else {
                    out.setString(row, Json.print(value));
                }
            }
            default -> {
                switch (value) {
                    case null -> out.setNull(row);
                    case Long number -> out.setLong(row, number);
                    case Double number -> out.setDouble(row, number);
                    case Boolean flag -> out.setBoolean(row, flag);
                    default -> out.setString(row, value.toString());
                }
            }
        }
    }

    /** A call; arguments come as they are printed, with their types, and are converted to what the function takes. */
    static String call(JavaFunction function, List<String> arguments, List<KqlType> types) {
        List<String> converted = new ArrayList<>();
        List<Parameter> parameters = function.parameters();
        for (int i = 0; i < Math.max(arguments.size(), parameters.size()); i++) {
            Parameter parameter = parameters.get(Math.min(i, parameters.size() - 1));
            if (i < arguments.size()) {
                converted.add(convert(parameter.type(), arguments.get(i), types.get(i)));
            } else if (!parameter.repeated()) {
                converted.add("NULL");
            }
        }
        return name(function) + "(" + String.join(", ", converted) + ")";
    }

    private static String convert(char type, String sql, KqlType from) {
        return switch (type) {
            case 's', 'g' -> Conversions.toText(sql, from);
            case 'j' -> Conversions.toJson(sql, from);
            case 'l' -> Conversions.toLong(sql, from);
            case 'd' -> Conversions.toReal(sql, from);
            case 'b' -> Conversions.to(KqlType.BOOL, sql, from);
            default -> from == KqlType.TIMESPAN ? sql : Conversions.to(KqlType.DATETIME, sql, from);
        };
    }
}
