package vedette.emulator.management;

import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values as RFC 4180 has them. */
final class Csv {

    private Csv() {}

    /** The records, the header first. Throws what the service answers to a text that is none. */
    static List<List<String>> parse(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted) {
                boolean doubled = c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"';
                if (c == '"' && !doubled) {
                    quoted = false;
                } else {
                    cell.append(c);
                    at += doubled ? 1 : 0;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                record.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    records.add(List.copyOf(record));
                    record.clear();
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new Refusal(400, "BadRequest", "The raw content is no valid csv: a quote is not closed.");
        }
        if (!cell.isEmpty() || !record.isEmpty()) {
            record.add(cell.toString());
            records.add(List.copyOf(record));
        }
        return records;
    }
}
