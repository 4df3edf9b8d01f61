package vedette.kernel.java;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import vedette.kernel.CellFailure;

/** The code cells of a notebook's file. */
final class NotebookCells {

    private NotebookCells() {}

    static List<String> of(String text) {
        try {
            List<String> found = new ArrayList<>();
            for (JsonNode cell : new ObjectMapper().readTree(text).path("cells")) {
                if (cell.path("cell_type").asText().equals("code")) {
                    found.add(source(cell.path("source")));
                }
            }
            return found;
        } catch (JsonProcessingException e) {
            String message = "this is no notebook: " + e.getOriginalMessage();
            throw new CellFailure("FileError", message, List.of(message), e);
        }
    }

    /** A text, or a list of its lines. */
    private static String source(JsonNode source) {
        if (source.isTextual()) {
            return source.asText();
        }
        StringBuilder lines = new StringBuilder();
        source.forEach(line -> lines.append(line.asText()));
        return lines.toString();
    }
}
