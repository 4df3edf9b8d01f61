package vedette.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a case file:
 *
 * <pre>{@code
 * # the empty string is a group of its own    verdict: kusto   rows: any order
 * datatable(k:string)["a", "", "a"] | summarize n = count() by k
 * --
 * k:string  n:long
 * "a"       2
 * ""        1
 * }</pre>
 *
 * An expected error is one line that starts with {@code error: }. Further blocks, {@code -- plan} and {@code -- sql},
 * hold what the query becomes on its way.
 *
 * @param title what the case shows
 * @param file where it stands
 * @param line of its title, from 1
 * @param tags what stands behind the title: verdict, rows, wrong
 * @param query KQL
 * @param blocks expected text by name; the answer's name is empty
 */
record Case(String title, Path file, int line, Map<String, String> tags, String query, Map<String, String> blocks) {

    private static final Pattern TAG = Pattern.compile("\\s{2,}(verdict|rows|wrong|skip): (.*?)(?=\\s{2,}\\w+: |$)");

    /** Where the expected answer comes from: {@code kusto}, {@code documentation} or {@code ours}. */
    String verdict() {
        return tags.getOrDefault("verdict", "ours");
    }

    boolean anyOrder() {
        return "any order".equals(tags.get("rows"));
    }

    @Override
    public String toString() {
        return file.getFileName() + ":" + line + " " + title;
    }

    /** All cases of a file, in order. */
    static List<Case> read(Path file) throws IOException {
        List<Case> cases = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        int start = 0;
        while (start < lines.size()) {
            if (!lines.get(start).startsWith("# ")) {
                start++;
                continue;
            }
            int end = start + 1;
            while (end < lines.size() && !lines.get(end).startsWith("# ")) {
                end++;
            }
            cases.add(parse(file, start + 1, lines.subList(start, end)));
            start = end;
        }
        return cases;
    }

    private static Case parse(Path file, int line, List<String> block) {
        String head = block.getFirst().substring(2);
        Map<String, String> tags = new TreeMap<>();
        Matcher tag = TAG.matcher(head);
        while (tag.find()) {
            tags.put(tag.group(1), tag.group(2).strip());
        }
        Matcher first = TAG.matcher(head);
        String title = first.find() ? head.substring(0, first.start()) : head;
        Map<String, String> blocks = new TreeMap<>();
        String name = "query";
        StringBuilder text = new StringBuilder();
        for (String next : block.subList(1, block.size())) {
            if (next.equals("--") || next.startsWith("-- ")) {
                blocks.put(name, text.toString().strip());
                name = next.substring(2).strip();
                text.setLength(0);
            } else {
                text.append(next).append('\n');
            }
        }
        blocks.put(name, text.toString().strip());
        String query = blocks.remove("query");
        return new Case(title.strip(), file, line, tags, query, blocks);
    }
}
