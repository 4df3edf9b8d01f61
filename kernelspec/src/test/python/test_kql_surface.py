"""The language of %kql cells, in a real client."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def displayed(cell):
    return [content["data"].get("text/plain", "") for content in cell.contents("display_data")]


def test_options_connection_and_time_stand_under_the_result(session):
    cell = session.run("%%kql -take=3 -time=2000-01-01..2100-01-01\nSecurityEvent\n| project Computer, EventID")

    assert cell.status == "ok"
    assert "3 rows x 2 cols | local | 2000-01-01 to 2100-01-01 | " in cell.result
    html = cell.contents("execute_result")[0]["data"]["text/html"]
    assert "3 rows x 2 cols" in html and "<table" in html


def test_several_queries_are_shown_each_and_the_last_is_the_value(session):
    cell = session.run("%%kql\nprint first = 1\n\nlet x = 2;\n\nprint second = x")

    assert [text for text in displayed(cell) if "first" in text]
    assert "second" in cell.result


def test_a_failing_query_fails_the_cell_and_keeps_the_variable(session):
    session.run("%%kql kept <<\nprint a = 1")
    cell = session.run("%%kql kept <<\nprint a = nonsense")

    assert cell.status == "error"
    assert cell.reply["content"]["ename"] == "KqlError"
    traceback = "\n".join(cell.reply["content"]["traceback"])
    assert "2:11" in traceback and "^^^^^^^^" in traceback and "kept is unchanged" in traceback
    assert session.run("kept.rowCount()").result == "1"


def test_a_failing_query_stops_a_notebook():
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in ["%%kql\nprint a = nonsense", "int after = 1;"]]
    )

    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, timeout=120, kernel_name="vedette").execute()
    assert notebook.cells[1].execution_count is None


def test_an_unknown_option_is_shown_where_it_stands(session):
    cell = session.run("%%kql\n  -dispaly_limit=3\nprint 1")
    traceback = "\n".join(cell.reply["content"]["traceback"])

    assert "2:3" in traceback and "did you mean '-display_limit'?" in traceback


def test_a_result_is_an_object_of_java_too(session):
    session.run("%%kql\nprint a = 1;")

    assert session.run("_kql.info().connection()").result == "local"
    assert session.run('Kql.current().param("n", 20).query("print v = {n} + 1").table().longColumn(0).get(0)').result == "21"


def test_hostile_options_and_data_reach_no_markup(session):
    cell = session.run("%%kql -show_query\nprint evil = '<script>alert(1)</script>\\u001b[31m', [\"<b>x</b>\"] = 1")

    assert "<script>" not in cell.contents("execute_result")[0]["data"]["text/html"]
    assert "<b>x" not in cell.contents("execute_result")[0]["data"]["text/html"]
    assert "\x1b" not in cell.result


def test_progress_is_gone_when_the_result_is_there():
    source = (
        "%%kql\nrange a from 1 to 4000 step 1 | extend k = 1"
        " | join kind=inner (range b from 1 to 40000 step 1 | extend k = 1) on k | summarize s = sum(a * b)"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, timeout=300, kernel_name="vedette").execute()
    outputs = notebook.cells[0].outputs

    assert outputs[-1].output_type == "execute_result"
    assert all(output.data["text/plain"] == "" for output in outputs[:-1])


def test_an_interrupt_ends_a_query_soon(session):
    source = (
        "%%kql\nrange a from 1 to 100000 step 1 | extend k = 1"
        " | join kind=inner (range b from 1 to 100000 step 1 | extend k = 1) on k | summarize s = sum(a * b)"
    )
    cell = session.run(source, timeout=60, when_busy=session.manager.interrupt_kernel)

    assert cell.status == "error"
    assert cell.reply["content"]["ename"] == "KeyboardInterrupt"
    assert session.run("%kql print 1").status == "ok"


def test_a_recording_replays_in_another_session(session, tmp_path):
    folder = str(tmp_path).replace("\\", "/")
    session.run(f'%kql --config cache_folder_name="{folder}"')
    session.run("%kql --cache night")
    first = session.run("%kql -show_query_time=false print a = 1.5, b = datetime(2026-01-01), c = 1d").result
    session.run("%kql --cache_stop")
    session.run("%kql --use_cache night")
    again = session.run("%kql -show_query_time=false print a = 1.5, b = datetime(2026-01-01), c = 1d").result
    session.run("%kql --use_cache_stop")

    assert again == first + " | recorded in night"
