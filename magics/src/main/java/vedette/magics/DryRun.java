package vedette.magics;

import java.util.Map;
import java.util.TreeMap;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.display.Escape;
import vedette.display.MimeBundle;
import vedette.kernel.magic.Shown;

/** What would be sent, and nothing sent. */
final class DryRun {

    private DryRun() {}

    static Shown of(QueryRunner.Prepared prepared, Question question) {
        StringBuilder text = new StringBuilder("not sent; -dry_run shows what would be\n");
        Map<String, String> facts = facts(prepared, question);
        facts.forEach((name, value) ->
                text.append(name).append(": ").append(Escape.line(value)).append('\n'));
        text.append('\n').append(Escape.visible(prepared.request().text()));
        String html = "<pre style=\"white-space:pre-wrap\">" + Escape.html(text.toString()) + "</pre>";
        StringColumn names = StringColumn.create("name");
        StringColumn values = StringColumn.create("value");
        facts.forEach((name, value) -> {
            names.append(name);
            values.append(value);
        });
        names.append("query");
        values.append(prepared.request().text());
        return new Shown(Table.create("dry run", names, values), MimeBundle.html(html, text.toString()));
    }

    private static Map<String, String> facts(QueryRunner.Prepared prepared, Question question) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("connection", question.connection().name());
        facts.put(
                "time range",
                prepared.time()
                        .map(time -> ResultLook.range(time.range(), prepared.asked())
                                + (prepared.limitsTime() ? ", and what the query itself says" : ""))
                        .orElse(prepared.limitsTime() ? "as in the query" : "all time"));
        facts.put("tier", question.settings().text("tier").orElse("analytics"));
        if (!prepared.request().workspaces().isEmpty()) {
            facts.put("workspaces", String.join(", ", prepared.request().workspaces()));
        }
        prepared.request().timeout().ifPresent(timeout -> facts.put("timeout", ResultLook.duration(timeout)));
        prepared.request().properties().forEach((name, value) -> facts.put("+" + name, value));
        return facts;
    }
}
