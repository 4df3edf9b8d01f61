package vedette.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vedette.magics.OptionSpec.State;

class OptionTableTest {

    private static final Path PAGE = Path.of("../docs/kqlmagic.md");
    private static final String START = "<!-- from here on written by OptionTableTest -->\n";

    /** The options of Kqlmagic 0.1.114, as its own source lists them, read-only ones last. */
    private static final String KQLMAGIC = """
            assign_var auth_token_warnings auto_dataframe auto_limit auto_popup_schema cloud code_auth_interactive_mode
            columns_to_local_vars conn cursor_var device_code_login_notification device_code_notification_email
            display_handlers display_id display_limit dsn_filename dynamic_to_dataframe enable_curly_brackets_params
            enable_sso enable_suppress_result feedback json_display last_raw_result_var nop palette_colors
            palette_desaturation palette_name palette_reverse params_dict plot_package plotly_fs_includejs plotly_layout
            popup_interaction popup_schema popup_window prettytable_style query query_link_destination query_properties
            request_app_tag request_cache_max_age request_id_tag request_user_agent_tag request_user_tag save_as save_to
            schema_json_display short_errors show_conn_info show_query show_query_link show_query_time sso_db_gc_interval
            table_package timeout try_azcli_login try_azcli_login_by_profile try_azcli_login_subscription try_msi try_token
            try_vscode_login validate_connection_string
            add_kql_ref_to_help add_schema_to_help allow_py_comments_before_cell allow_single_line_cell auth_use_http_client
            cache cache_folder_name check_magic_version debug enable_add_items_to_help export_folder_name extras_require
            is_kernel_intializtion is_magic kernel_id kernel_location kqlmagic_kernel notebook_app notebook_service_address
            show_init_banner show_what_new temp_files_server temp_files_server_address temp_folder_location temp_folder_name
            test_notebook_app use_cache warn_missing_dependencies warn_missing_env_variables try_kqlmaic_sso
            """;

    @Test
    void accountsForAllOfKqlmagic() {
        assertThat(KQLMAGIC.strip().split("\\s+"))
                .allSatisfy(name -> assertThat(OptionTable.find(name)).isPresent());
    }

    @Test
    void namesAndAbbreviationsMeanOneOptionEach() {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : OptionTable.all()) {
            names.add(OptionTable.normal(option.name()));
            // -to is a time; as a number it is the timeout that it was for Kqlmagic.
            option.abbreviations().stream()
                    .map(OptionTable::normal)
                    .filter(name -> !name.equals("to"))
                    .forEach(names::add);
        }

        assertThat(names).doesNotHaveDuplicates();
        assertThat(OptionTable.find("Auto-Limit").orElseThrow().name()).isEqualTo("auto_limit");
        assertThat(OptionTable.find("SQ").orElseThrow().name()).isEqualTo("show_query");
    }

    @Test
    void eachFallbackIsAValueOfItsOption() {
        assertThat(OptionTable.all())
                .allSatisfy(option -> option.fallback()
                        .ifPresent(text ->
                                assertThat(OptionValue.ofText(option, text)).isNotNull()));
    }

    @Test
    void whatIsSaidToWorkIsReadByTheCode() throws IOException {
        String code;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
            code = all.toString();
        }

        assertThat(OptionTable.all().stream()
                        .filter(option -> option.state() == State.WORKS)
                        .map(OptionSpec::name)
                        .filter(name -> !name.equals("nop") && !code.contains('"' + name + '"')))
                .isEmpty();
    }

    /** With {@code -Dupdate} the page is written anew. */
    @Test
    void thePageForUsersHoldsTheTables() throws IOException {
        String page = Files.readString(PAGE);
        String written = page.substring(0, page.indexOf(START) + START.length());
        String expected = written + "\n" + tables();
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String tables() {
        StringBuilder text = new StringBuilder("## Options\n");
        String heading = "";
        for (OptionSpec option : OptionTable.all()) {
            if (!option.heading().equals(heading)) {
                heading = option.heading();
                text.append("\n### ")
                        .append(heading)
                        .append("\n\n| option | short | values | default | |\n|---|---|---|---|---|\n");
            }
            text.append("| `-").append(option.name()).append("` | ");
            text.append(option.abbreviations().stream()
                    .map(name -> "`-" + name + "`")
                    .collect(Collectors.joining(", ")));
            text.append(" | ")
                    .append(
                            option.choices().isEmpty()
                                    ? option.type().name().toLowerCase(Locale.ROOT)
                                    : "`" + String.join("`, `", option.choices()) + "`");
            text.append(" | ")
                    .append(option.fallback().map(value -> "`" + value + "`").orElse(""));
            text.append(" | ")
                    .append(option.text().replace("|", "\\|").replace("<", "&lt;"))
                    .append(" |\n");
        }
        text.append("\n## Commands\n\n| command | |\n|---|---|\n");
        for (Command command : Commands.all()) {
            String usage = ("--" + command.name() + " " + command.arguments()).strip();
            text.append("| `")
                    .append(usage.replace("|", "\\|"))
                    .append("` | ")
                    .append(command.summary())
                    .append(" |\n");
        }
        return text.toString();
    }
}
