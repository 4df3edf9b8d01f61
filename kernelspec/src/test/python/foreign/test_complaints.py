"""What users of other tools complained of: the same situation in the tool that has the fault, and in ours.

Each test first shows the fault as it is today, so that it fails where the other tool mends it and the comparison is no
longer true, and then what happens here. `complaints.py` says where each complaint is tested.
"""

import datetime
import inspect
import json
import pathlib
import re
import sys
import time

import pytest
from azure.kusto.data._models import KustoResultTable
from azure.kusto.data.helpers import dataframe_from_result_table
from complaints import COMPLAINTS
from notebooks import Kqlmagic, Vedette, install
from relays import Answer

ROOT = pathlib.Path(__file__).parents[5]
INNERMOST = "The results of this query exceed the set limit of 64000000 bytes"
COUNT = "SecurityEvent | count"


def complaint(*ids):
    return pytest.mark.complaint(*ids)


@pytest.fixture(scope="module")
def kqlmagic(relay, emulator, tmp_path_factory):
    install(tmp_path_factory.mktemp("installed"))
    notebook = Kqlmagic(relay, emulator, tmp_path_factory.mktemp("kqlmagic") / "notebook")
    yield notebook
    notebook.close()


@pytest.fixture(scope="module")
def vedette(kqlmagic, relay, emulator, tmp_path_factory):
    notebook = Vedette(relay, emulator, tmp_path_factory.mktemp("vedette") / "notebook")
    yield notebook
    notebook.close()


def partial(relay):
    """A rule: the answer is cut, and says so behind its rows as the service's documentation has it."""

    def answer(asked):
        cut = json.loads(relay.pass_on(asked).body)
        cut["error"] = {
            "code": "PartialError",
            "message": "There were some errors when processing your query.",
            "details": [{"code": "EngineError", "message": "Something went wrong processing your query on the server.",
                         "innererror": {"code": "-2133196797", "message": INNERMOST, "severity": 2}}],
        }
        return Answer.of(200, cut)

    return answer


# What is missing, and failures


@complaint("T01", "T02")
def test_rows_that_are_missing(kqlmagic, vedette, relay, provider):
    with relay.answering(partial(relay)):
        theirs = kqlmagic.kql("range i from 1 to 30 step 1", "cut <<")
        ours = vedette.kql("range i from 1 to 30 step 1", "cut <<")
        strict = vedette.kql("range i from 1 to 30 step 1", "-strict")

    assert theirs.status == "ok" and INNERMOST not in kqlmagic.text(theirs)
    assert kqlmagic.value("(len(cut), cut.feedback_warning, cut.is_partial_table)") == (30, [], False)
    # msticpy knows that rows are missing, and guesses why.
    with pytest.raises(Exception, match="may indicate a query timeout") as guessed:
        provider.exec_query("range i from 1 to 5001 step 1", fail_on_partial=True)
    assert "5000 records" not in str(guessed.value)

    assert "INCOMPLETE" in vedette.text(ours) and INNERMOST in vedette.text(ours)
    assert strict.status == "error" and INNERMOST in vedette.text(strict)


@complaint("T03")
def test_strictness_as_a_setting(vedette, relay, provider):
    # What msticpy 3 mended for one query and for a connection, we have for a cell and for a notebook.
    with pytest.raises(Exception, match="Partial results"):
        provider.exec_query("range i from 1 to 5001 step 1", fail_on_partial=True)

    vedette.run('%kql --config "strict=true"')
    try:
        with relay.answering(partial(relay)):
            assert vedette.kql("range i from 1 to 30 step 1").status == "error"
    finally:
        vedette.run('%kql --config "strict=false"')


@complaint("T04")
def test_an_answer_that_is_too_large(kqlmagic, vedette, relay):
    inner = {"code": "ResponseSizeError", "message": "Maximum response size of 67108864 bytes exceeded."}
    with relay.answering(lambda asked: Answer.error(400, "BadArgumentError", "Response size too large", inner)):
        theirs = kqlmagic.kql("SecurityEvent")
        ours = vedette.kql("SecurityEvent")

    assert theirs.status == "ok" and "project" not in kqlmagic.text(theirs) and "split" not in kqlmagic.text(theirs)
    assert ours.status == "error"
    assert "-split_by=1d" in vedette.text(ours) and "project fewer columns" in vedette.text(ours)


@complaint("T05", "T06", "T07")
def test_a_query_that_fails(kqlmagic, vedette):
    for notebook in (kqlmagic, vedette):
        assert notebook.kql("print a = 1", "kept <<").status == "ok"
    theirs = kqlmagic.kql("SecurityEvent\n| wher EventID == 1", "kept <<")
    ours = vedette.kql("SecurityEvent\n| wher EventID == 1", "kept <<")

    assert theirs.status == "ok" and not theirs.contents("error")
    assert "^" not in kqlmagic.text(theirs) and "unchanged" not in kqlmagic.text(theirs)
    assert kqlmagic.value("kept[0]['a']") == 1

    assert ours.status == "error"
    assert "^^^^" in vedette.text(ours) and "did you mean 'where'?" in vedette.text(ours)
    assert "kept is unchanged" in vedette.text(ours)


@complaint("T27")
def test_answers_without_a_body(kqlmagic, vedette, relay):
    for status in (204, 200):
        with relay.answering(lambda asked: Answer(status)):
            theirs = kqlmagic.kql("SecurityEvent", "nothing <<")
            ours = vedette.kql("SecurityEvent", "nothing <<")

        assert "JSONDecodeError: Expecting value: line 1 column 1" in kqlmagic.text(theirs)
        assert ours.status == "ok" and "it may hold no data yet" in vedette.text(ours)
        assert vedette.value("nothing.rowCount()") == "0"


@complaint("T39")
def test_a_service_that_is_too_busy(kqlmagic, vedette, relay):
    def busy(seen):
        def answer(asked):
            seen.append(asked)
            if len(seen) == 1:
                return Answer.error(429, "ThrottledError", "Rate limit is exceeded", Retry_After="1")
            return None

        return answer

    with relay.answering(busy([])) as asked:
        theirs = kqlmagic.kql("print a = 1")
    assert len(asked) == 1 and "ThrottledError" in kqlmagic.text(theirs)

    with relay.answering(busy([])) as asked:
        ours = vedette.kql("print a = 1")
    assert len(asked) == 2 and ours.status == "ok" and "throttled, waiting 1 s" in vedette.text(ours)


@complaint("T40")
def test_a_query_that_takes_too_long(kqlmagic, vedette, relay):
    inner = {"code": "GatewayTimeout", "message": "Kusto query timed out"}
    with relay.answering(lambda asked: Answer.error(504, "GatewayTimeout", "Gateway timeout", inner)) as asked:
        theirs = kqlmagic.kql("print a = 1")
        ours = vedette.kql("print a = 1")

    assert "wait" not in asked[0].headers["prefer"] and "180" not in kqlmagic.text(theirs)
    assert len(asked) == 2 and "wait=180" in asked[1].headers["prefer"]
    assert ours.status == "error"
    assert "did not finish within 180 s: give it longer (10 minutes at most)" in vedette.text(ours)


@complaint("T41")
def test_one_of_several_workspaces_that_fails(kqlmagic, vedette, local):
    gone = "00000000-0000-4000-8000-000000000001"
    theirs = kqlmagic.kql(COUNT, f"lost << +workspaces=['{gone}']")
    vedette.connect(gone, "gone", "-vc=false")
    vedette.run("%kql soc")
    ours = vedette.kql(COUNT, "found << -each=soc,gone")

    # The whole is lost, and nothing says for which of them.
    assert "WorkspaceNotFoundError" in kqlmagic.text(theirs) and gone not in kqlmagic.text(theirs)
    assert kqlmagic.value("'lost' in globals()") is False
    assert "INCOMPLETE" in vedette.text(ours) and "gone@loganalytics" in vedette.text(ours)
    assert vedette.value("found.rowCount()") == "1" and str(local.table(COUNT)[1][0][0]) in vedette.value("found.toString()")


@complaint("T42")
def test_a_basic_table(kqlmagic, vedette, relay):
    def basic(asked):
        if asked.path.split("?")[0].endswith("/search"):
            return Answer.table([("a", "long")], [[1]])(asked)
        inner = {"code": "UnsupportedApiQueryValidationError",
                 "message": "Table(s) used in this query are not supported for query in this API; use /search instead"}
        return Answer.error(400, "BadArgumentError", "The request had some invalid properties", inner)

    with relay.answering(basic) as asked:
        theirs = kqlmagic.kql("Cheap | count")
        told = vedette.kql("Cheap | count")
        ours = vedette.kql("Cheap | count", "-tier=basic -time=1d")

    assert "UnsupportedApiQueryValidationError" in kqlmagic.text(theirs)
    assert kqlmagic.run("%kql -tier='basic' Cheap | count").status == "ok"  # it knows no such option, and goes on
    assert told.status == "error" and "each run costs by the data scanned" in vedette.text(told)
    assert ours.status == "ok" and "/search?timespan=" in asked[-1].path


@complaint("T14")
def test_a_host_that_is_not_found(kqlmagic, vedette):
    try:
        theirs = kqlmagic.run(
            "%kql loganalytics://workspace='w';appkey='k';alias='far';datasourceurl='https://nowhere.invalid'"
        )
    finally:
        kqlmagic.connect()
    ours = vedette.run("%kql loganalytics://workspace='w';token=$TOKEN;alias='far';endpoint='https://nowhere.invalid'")
    vedette.run("%kql soc")

    assert theirs.status == "ok" and "proxy" not in kqlmagic.text(theirs).lower()
    assert ours.status == "error" and "the host nowhere.invalid is not known here" in vedette.text(ours)
    assert "set HTTPS_PROXY" in vedette.text(ours)


# Connections


@complaint("T12")
def test_a_secret_in_a_wrong_connection_string(kqlmagic, vedette):
    wrong = "%kql loganalytics://workspace='w';clientid='c';clientsecret='S3CRET'"
    theirs, ours = kqlmagic.run(wrong), vedette.run(wrong)

    assert "clientsecret='S3CRET'" in kqlmagic.text(theirs)
    assert ours.status == "error" and "clientsecret=$NAME" in vedette.text(ours)
    assert "S3CRET" not in vedette.text(ours)


@complaint("T13")
def test_a_connection_string_of_kusto(kqlmagic, vedette, relay):
    kusto = f"%kql Data Source={relay.address};Initial Catalog=vedette;Application Token=$TOKEN"
    try:
        theirs = kqlmagic.run(kusto)
    finally:
        kqlmagic.connect()
    ours = vedette.run(kusto)
    answer = vedette.run("%kql vedette print a = 7")
    vedette.run("%kql soc")

    assert "rror" in kqlmagic.text(theirs)
    assert ours.status == "ok", vedette.text(ours)
    assert "7" in vedette.text(answer)


# Values


@complaint("T15")
def test_timespans(kqlmagic, vedette):
    kqlmagic.kql("print t = time(1.00:00:00.3272427)", "spans <<")
    vedette.kql(
        "datatable(t: timespan)[time(1.00:00:00.3272427), time(-00:00:01), time(10675199.02:48:05.4775807)]", "spans <<"
    )

    assert kqlmagic.value("str(spans.to_dataframe()['t'][0])") == "38 days 21:00:27"
    assert kqlmagic.value("spans[0]['t'].microseconds") == 327243
    assert [vedette.row("spans", row) for row in range(3)] == [
        ["1.00:00:00.3272427"], ["-00:00:01"], ["10675199.02:48:05.4775807"]
    ]


@complaint("T16")
def test_timespans_are_no_strings(vedette, provider):
    frame = provider.exec_query("print t = time(1.00:00:00.3272427)")
    vedette.kql("print t = time(1.00:00:00.3272427)", "span <<")

    assert frame["t"][0] == "1.00:00:00.3272427" and isinstance(frame["t"][0], str)
    assert vedette.types("span") == "[KQL_TIMESPAN]"


MANY = [("n", "long"), ("r", "real"), ("c", "decimal"), ("d", "datetime")]
VALUES = [
    [9007199254740993, "NaN", "0.1234567890123456789012345678", "9999-12-31T23:59:59.9999999Z"],
    [None, None, None, None],
    [1, "-Infinity", "1", "2024-01-01T00:00:00.1234567Z"],
]


@complaint("T17", "T18", "T19", "T20", "T21")
def test_numbers_and_times_are_exact(kqlmagic, vedette, relay):
    with relay.answering(Answer.table(MANY, VALUES)):
        for notebook in (kqlmagic, vedette):
            notebook.kql("Many", "many <<")

    kqlmagic.run("frame = many.to_dataframe()")
    assert kqlmagic.value("(str(frame['n'].dtype), int(frame['n'][0]))") == ("float64", 9007199254740992)
    assert kqlmagic.value("many[0]['r']") == "NaN"  # a text, among numbers
    assert kqlmagic.value("repr(frame['r'][0]) == repr(frame['r'][1])") is True  # not a number, and nothing
    assert kqlmagic.value("float(frame['c'][0])") == 0.12345678901234568
    assert kqlmagic.value("str(frame['d'][0])") == "NaT"
    assert kqlmagic.value("many[2]['d'].microsecond") == 123456  # a digit is gone

    # So it is in Microsoft's own client for Python.
    kusto = dataframe_from_result_table(
        KustoResultTable({"TableName": "T", "Columns": [{"ColumnName": "n", "ColumnType": "long"}],
                          "Rows": [[9007199254740993], [None]]})
    )
    assert kusto["n"][0] == 9007199254740992

    assert vedette.types("many") == "[LONG, DOUBLE, KQL_DECIMAL, KQL_DATETIME]"
    assert [value for value in vedette.row("many", 0) if value != "null"] == [
        str(VALUES[0][0]), VALUES[0][2], VALUES[0][3]
    ]
    assert vedette.row("many", 1) == ["null"] * 4
    assert vedette.row("many", 2)[3] == VALUES[2][3]
    shown = vedette.text(vedette.run("many"))
    assert "9007199254740993 NaN 0.12345" in shown and "null null null null" in shown


@complaint("T23")
def test_older_names_of_types(vedette, relay):
    with pytest.raises(Exception, match="Unexpected type TimeSpan"):
        dataframe_from_result_table(
            KustoResultTable({"TableName": "T", "Columns": [{"ColumnName": "t", "DataType": "TimeSpan"}],
                              "Rows": [["01:00:00"]]})
        )

    kinds = ["time", "TimeSpan", "SByte", "date", "Int64", "uuid", "double"]
    row = ["01:00:00", "01:00:00", 1, "2024-01-01T00:00:00Z", 7, "74be27de-1e4e-49d9-b579-fe0b331d3642", 1.5]
    with relay.answering(Answer.table([(f"c{i}", kind) for i, kind in enumerate(kinds)], [row])):
        vedette.kql("Old", "old <<")
    assert vedette.types("old") == "[KQL_TIMESPAN, KQL_TIMESPAN, BOOLEAN, KQL_DATETIME, LONG, KQL_GUID, DOUBLE]"


@complaint("T24")
def test_dynamic_values(kqlmagic, vedette):
    query = 'datatable(o: dynamic)[dynamic({"a": 1}), dynamic("x"), dynamic(123), dynamic(null)]'
    for notebook in (kqlmagic, vedette):
        notebook.kql(query, "mixed <<")

    assert kqlmagic.value("[type(row['o']).__name__ for row in mixed]") == ["dict", "str", "int", "NoneType"]
    assert [vedette.row("mixed", row)[0] for row in range(4)] == ['{"a":1}', '"x"', "123", "null"]
    assert "JSON" in vedette.types("mixed") or "DYNAMIC" in vedette.types("mixed")


@complaint("T25")
def test_names_that_come_twice(kqlmagic, vedette, relay):
    with relay.answering(Answer.table([("a", "long"), ("a", "long")], [[1, 2]])):
        kqlmagic.kql("Twice", "twice <<")
        ours = vedette.kql("Twice", "twice <<")

    assert kqlmagic.value("dict(zip(twice[0], [twice[0]['a']]))") == {"a": 2}
    assert kqlmagic.run("twice.to_dataframe()").reply["content"]["ename"] == "KeyError"
    assert vedette.value("twice.columnNames()") == "[a, a_1]" and vedette.row("twice", 0) == ["1", "2"]
    assert "come more than once" in vedette.text(ours)


# Parameters


@complaint("T26", "T28")
def test_frames_as_parameters(kqlmagic, vedette):
    kqlmagic.run("import pandas")
    kqlmagic.run('''odd = pandas.DataFrame({"a b": [1], "c-d": [2], "é": [3]})''')
    kqlmagic.run('''people = pandas.DataFrame({"name": ["O'Brien", None], "n": [1, 2]})''')
    assert "SYN0002" in kqlmagic.text(kqlmagic.kql("let t = odd;\nt"))
    sent = kqlmagic.kql("let t = people;\nt", "-show_query")
    assert "SYN0002" in kqlmagic.text(sent)

    vedette.kql('print ["a b"] = 1, ["c-d"] = 2, ["é"] = 3', "odd <<")
    vedette.kql("""datatable(name: string, n: long)["O'Brien", 1, "x'] | take 0 //", 2, "", 3]""", "people <<")
    vedette.kql("{odd}", "again <<")
    vedette.kql("{people}", "same <<")
    assert vedette.value("again.columnNames()") == "[a b, c-d, é]" and vedette.row("again", 0) == ["1", "2", "3"]
    assert [vedette.row("same", row) for row in range(3)] == [["O'Brien", "1"], ["x'] | take 0 //", "2"], ["", "3"]]


@complaint("T28")
def test_a_value_that_would_be_a_query(kqlmagic, vedette, relay):
    kqlmagic.run("import pandas")
    kqlmagic.run('''evil = pandas.DataFrame({"name": ["x'] | union (print name = 'stolen') | where 'a' in ('a"]})''')
    with relay.answering() as asked:
        kqlmagic.kql("let t = evil;\nt")
    vedette.run('var evil = "x\'] | union (print name = \'stolen\') | where \'a\' in (\'a";')
    vedette.kql("print name = {evil}", "safe <<")

    assert "['x'] | union (print name = 'stolen')" in asked[0].query
    assert vedette.row("safe", 0) == ["x'] | union (print name = 'stolen') | where 'a' in ('a"]


@complaint("T29")
def test_a_variable_in_braces(kqlmagic, vedette):
    kqlmagic.run("state = 'TX'")
    vedette.run('var state = "TX";')

    assert "SYN0002" in kqlmagic.text(kqlmagic.kql('print s = "TX" | where s == {state}'))
    # With its option the text is pasted in as it is.
    assert "'TX'" in kqlmagic.text(kqlmagic.kql('print s = "TX" | where s == {state}', "-ecbp"))
    assert vedette.kql('print s = "TX" | where s == {state}', "found <<").status == "ok"
    assert vedette.row("found", 0) == ["TX"]


@complaint("T30")
def test_values_of_the_notebooks_language(kqlmagic, vedette):
    kqlmagic.run("import datetime, pandas")
    kqlmagic.run("my_date = datetime.date(2020, 1, 1)\nback = datetime.timedelta(hours=-1)\nx = 3")
    kqlmagic.run("SigninLogs = pandas.DataFrame({'fake': [1]})")
    vedette.run("var my_date = java.time.LocalDate.of(2020, 1, 1); var back = Duration.ofHours(-1); var x = 3;")
    vedette.kql("print fake = 1", "SigninLogs <<")

    def theirs(query, first=""):
        return kqlmagic.text(kqlmagic.kql(query, first))

    def ours(query):
        cell = vedette.kql(query, "answer <<")
        assert cell.status == "ok", vedette.text(cell)
        return vedette.row("answer", 0)

    assert "2018" in theirs("let d = my_date;\nprint d")
    assert ours("print d = {my_date}") == ["2020-01-01T00:00:00.0000000Z"]
    assert "-2 days, 1:00:00" in theirs("let t = back;\nprint t")  # 47 hours ago
    assert ours("print t = {back}") == ["-01:00:00"]
    kqlmagic.kql("let t = SigninLogs;\nt | count", "counted <<")
    assert kqlmagic.value("counted[0]['Count']") == 1  # the variable, and not the table
    assert ours("let t = SigninLogs;\nt | count") != ["1"]
    assert "SYN0002" in theirs('print d = dynamic({"a":1})', "-ecbp")
    assert ours('print d = dynamic({"a":1})') == ['{"a":1}']
    assert "SYN0002" in theirs("let f = (x:long) { x + 1 };\nprint f(1)", "-ecbp")
    assert ours("let f = (x:long) { x + 1 };\nprint f(1)") == ["2"]


@complaint("T49")
def test_what_must_come_first_and_what_is_no_query(kqlmagic, vedette, relay):
    kqlmagic.run("state = 'TX'")
    vedette.run('var state = "TX";')
    with relay.answering() as asked:
        kqlmagic.kql("set notruncation;\nlet s = state;\nprint s")
        command = kqlmagic.kql(".show tables")
    assert asked[0].query.startswith("let state = ") and "set notruncation" in asked[0].query
    assert "SYN0002" in kqlmagic.text(command) and "Data Explorer" not in kqlmagic.text(command)

    with relay.answering() as asked:
        vedette.kql("set notruncation;\nlet s = {state};\nprint s")
        command = vedette.kql(".show tables")
    assert [one.query for one in asked if one.query] == ['set notruncation;\nlet s = "TX";\nprint s']
    assert command.status == "error" and "commands that begin with a dot are for Data Explorer" in vedette.text(command)


# Cells


@complaint("T31", "T32")
def test_empty_lines_inside_a_query(kqlmagic, vedette, relay):
    for source in ['let x = "Hello"; let y = 10;\n\nprint x, y', "print a = 1\n \t\n| take 1", "print a = 1 |\r\n\r\ntake 1"]:
        with relay.answering() as asked:
            theirs = kqlmagic.kql(source)
        assert len(asked) == 2 and "error" in kqlmagic.text(theirs)

        with relay.answering() as asked:
            ours = vedette.kql(source)
        assert len([one for one in asked if one.query]) == 1 and ours.status == "ok"


@complaint("T33")
def test_slashes_in_strings(kqlmagic, vedette):
    kqlmagic.run("state = 'TX'")
    vedette.run('var state = "TX";')
    query = 'let u = "https://a.b/c"; let s = state; print u, s'

    assert "Failed to resolve scalar expression named 'state'" in kqlmagic.text(kqlmagic.kql(query))
    assert vedette.kql(query, "both <<").status == "ok"
    assert vedette.row("both", 0) == ["https://a.b/c", "TX"]


@complaint("T34")
def test_assignment_without_blanks(kqlmagic, vedette, relay):
    with relay.answering() as asked:
        theirs = kqlmagic.run("%%kql\ndf9<<print a = 1")
    ours = vedette.run("%%kql df9<<print a = 1")
    shifted = vedette.run('%%kql\nprint a = "x << y"')

    assert asked[0].query == "df9<<print a = 1" and "SYN0002" in kqlmagic.text(theirs)
    assert ours.status == "ok" and vedette.row("df9", 0) == ["1"]
    assert "x << y" in vedette.text(shifted)


@complaint("T35")
def test_stacked_columns(kqlmagic, vedette):
    query = (
        "SecurityEvent | summarize n = count() by Computer, kind = tostring(EventID) | take 20"
        " | render columnchart with (kind=stacked)"
    )
    kqlmagic.kql(query, "stacked <<")
    kqlmagic.run("stacked.show_chart()")
    ours = vedette.kql(query)

    assert kqlmagic.value("stacked.plotly_fig.layout.barmode") is None  # beside each other, as Plotly does by itself
    charts = [content["data"] for content in ours.contents("display_data")]
    charts = [data[kind] for data in charts for kind in data if "vega" in kind]
    assert charts[0]["encoding"]["y"]["stack"] == "zero"


@complaint("T36")
def test_values_that_an_option_does_not_have(kqlmagic, vedette):
    # Kqlmagic mended this; both say what the option takes.
    theirs = kqlmagic.kql("print a = 1", "-plot_package='matplotlib'")
    ours = vedette.kql("print a = 1", "-plot_package='matplotlib'")

    assert "plotly_widget" in kqlmagic.text(theirs)
    assert ours.status == "error" and "it takes None, plotly, plotly_widget, plotly_orca" in vedette.text(ours)


@complaint("T37")
def test_completion(kqlmagic, vedette):
    code = "%%kql\nSecurityEvent | where Comp"

    assert kqlmagic.session.ask("complete", code=code, cursor_pos=len(code))["matches"] == []
    # The first request for a connection's tables has them fetched, and does not wait for a slow service.
    end = time.monotonic() + 30
    while "Computer" not in (found := vedette.session.ask("complete", code=code, cursor_pos=len(code))["matches"]):
        assert time.monotonic() < end, found


@complaint("T43")
def test_ten_minutes(kqlmagic, vedette, relay):
    with relay.answering() as asked:
        theirs = kqlmagic.kql("SecurityEvent | where TimeGenerated > ago(1h) | count", "+timespan='P10M'")
        refused = vedette.kql(COUNT, "+timespan='P10M'")
        ours = vedette.kql("SecurityEvent | where TimeGenerated > ago(1h) | count", "-time=10m")

    # Ten months, and not a word about how they meet the hour of the query.
    assert asked[0].content["timespan"] == "P10M" and theirs.status == "ok"
    assert not re.search(r"month|P10M|meet|intersect|both", kqlmagic.text(theirs))
    assert refused.status == "error" and "minutes are written 10m or PT10M" in vedette.text(refused)
    begin, end = asked[-1].content["timespan"].split("/")
    length = datetime.datetime.fromisoformat(end[:26]) - datetime.datetime.fromisoformat(begin[:26])
    assert abs(length - datetime.timedelta(minutes=10)) < datetime.timedelta(milliseconds=1)
    assert "10m to " in vedette.text(ours)


@complaint("T44")
def test_a_query_in_stretches(vedette, provider, relay):
    # The middle one of three stretches has more rows than the service gives.
    query = (
        "range i from 0 to 8999 step 1"
        " | extend TimeGenerated = datetime(2026-11-02) + iff(i < 1000, 1h, iff(i < 7000, 13h, 25h))"
        " | where TimeGenerated >= datetime({start}) and TimeGenerated <= datetime({end}) | project i"
    )
    span = {"start": datetime.datetime(2026, 11, 2), "end": datetime.datetime(2026, 11, 3, 12)}
    parameters = [provider.create_param(name, "datetime", None) for name in span]
    provider.add_custom_query(name="stretches", query=query, family="Custom", parameters=parameters)
    holed = provider.Custom.stretches(**span, split_query_by="12h", fail_on_partial=True)
    assert len(holed) == 3000  # a frame like any other

    def failing(asked):
        if ">= datetime(2026-11-02T12:00" in asked.query:
            return Answer.error(400, "BadArgumentError", "this stretch fails")
        return None

    options = "-split_by=12h -time=2026-11-02..2026-11-03T12:00"
    unsplit = vedette.kql("SecurityEvent | where EventID == 4625", "unsplit << -time=2026-11-02..2026-11-03T12:00")
    split = vedette.kql("SecurityEvent | where EventID == 4625", "split << " + options)
    assert unsplit.status == split.status == "ok" and "INCOMPLETE" not in vedette.text(unsplit) + vedette.text(split)
    with relay.answering(failing):
        marked = vedette.kql("SecurityEvent | where EventID == 4625", "hole << " + options)
        failed = vedette.kql("SecurityEvent | where EventID == 4625", "-strict " + options)
    assert vedette.value("split.rowCount() > 0 && split.rowCount() == unsplit.rowCount()") == "true"
    assert "INCOMPLETE" in vedette.text(marked) and "2026-11-02T12:00" in vedette.text(marked)
    assert failed.status == "error" and "this stretch fails" in vedette.text(failed)


@complaint("T45")
def test_threads(kqlmagic, vedette):
    kqlmagic.run(
        "import threading\nfrom Kqlmagic import kql\nseen = {}\nboth = threading.Barrier(2)\n"
        "def ask(n):\n    kql(f'print v = {n}')\n    both.wait(30)\n    seen[n] = _kql_raw_result_[0]['v']\n"
        "threads = [threading.Thread(target=ask, args=(n,)) for n in (1, 2)]\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()"
    )
    assert len(set(kqlmagic.value("seen").values())) == 1  # both see the later one's
    local = kqlmagic.run("def inside():\n    mine = 7\n    return kql('let v = mine; print v')\ninside()")
    assert "'mine'" in kqlmagic.text(local)

    assert vedette.value(
        "java.util.stream.IntStream.rangeClosed(1, 16).parallel().allMatch(n ->"
        ' Kql.current().param("n", (long) n).query("print v = {n}").table().longColumn(0).get(0) == n)'
    ) == "true"


@complaint("T46")
def test_showing_no_rows(kqlmagic, vedette):
    # Kqlmagic mended what it displays; the cell's own value still holds the rows.
    theirs = kqlmagic.kql("range i from 1001 to 1003 step 1", "-display_limit=0")
    ours = vedette.kql("range i from 1001 to 1003 step 1", "-display_limit=0")
    every = vedette.kql("range i from 1001 to 1060 step 1", "-display_limit=none")

    assert "truncated to display_limit of 0" in kqlmagic.text(theirs)
    assert "{'i': 1003}" in kqlmagic.text(theirs)
    assert "1003" not in vedette.text(ours) and "3 rows" in vedette.text(ours)
    assert "1060" in vedette.text(every)


@complaint("T47")
def test_what_was_really_sent(kqlmagic, vedette, relay):
    theirs = kqlmagic.kql(COUNT, "-show_query +timespan='P1D'")
    with relay.answering() as asked:
        dry = vedette.kql(COUNT, "-dry_run -time=1d")
        assert not asked
    ours = vedette.kql(COUNT, "-show_query -time=1d")

    # The query, but not the stretch of time that bounds it.
    assert COUNT in kqlmagic.text(theirs) and not re.search(r"P1D|1 day|24 ?h", kqlmagic.text(theirs))
    assert "24h to" in vedette.text(ours) and COUNT in vedette.text(ours)
    assert COUNT in vedette.text(dry)


@complaint("T48")
def test_recordings(kqlmagic, vedette):
    asked = ['print x = "see //host1/share"', 'print x = "see //host2/share"']
    kqlmagic.run("%kql --cache 'night'")
    for query in asked:
        kqlmagic.kql(query)
    for timespan in ("P1D", "P1000D"):
        kqlmagic.kql(COUNT, f"+timespan='{timespan}'")
    kqlmagic.run("%kql --cache_stop 'night'")
    assert len(list(kqlmagic.folder.rglob("q_*.json"))) == 2  # of four requests

    def recorded(query, first=""):
        return vedette.text(vedette.kql(query, f"-show_query_time=false {first}"))

    vedette.run("%kql --cache night")
    first = [recorded(asked[0]), recorded(asked[1]), recorded(COUNT, "-time=2026-11-02..2026-11-03"), recorded(COUNT)]
    vedette.run("%kql --cache_stop")
    vedette.run("%kql --use_cache night")
    again = [recorded(asked[0]), recorded(asked[1]), recorded(COUNT, "-time=2026-11-02..2026-11-03"), recorded(COUNT)]
    vedette.run("%kql --use_cache_stop")
    assert len(set(first)) == 4
    for before, after in zip(first, again, strict=True):
        assert "recorded in night" in after
        assert re.findall(r"host\d|\b\d{3,}\b", before)[:1] == re.findall(r"host\d|\b\d{3,}\b", after)[:1]


# The table


def java_tests():
    """The methods of the Java tests, and the text cases, by the names that the table has for them."""
    for path in ROOT.glob("*/src/test/java/**/*Test.java"):
        for method in re.findall(r"^\s+(?:void|Stream<\w+>) (\w+)\(", path.read_text(), re.MULTILINE):
            yield f"{path.stem}.{method}"
    for path in ROOT.glob("*/src/test/resources/cases/**/*.case"):
        yield path.name


def test_each_complaint_is_tested():
    here = [
        mark.args
        for _, test in inspect.getmembers(sys.modules[__name__], inspect.isfunction)
        for mark in getattr(test, "pytestmark", [])
        if mark.name == "complaint"
    ]
    against = {one for args in here for one in args}
    known = set(java_tests())

    assert [each.id for each in COMPLAINTS] == [f"T{number:02}" for number in range(1, 51)]
    for each in COMPLAINTS:
        assert each.ours, f"{each.id} has no test of ours"
        assert not set(each.ours) - known, f"{each.id} names tests that do not exist"
        # Either it is shown in the tool that has it, or the table says why it is not.
        assert (each.id in against) == (not each.unshown), each.id
    assert against <= {each.id for each in COMPLAINTS}
