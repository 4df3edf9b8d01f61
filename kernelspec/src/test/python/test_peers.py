"""
What other kernels of the JVM get wrong, and what their users report: each as a test of ours. The numbers are those of the
reports; what is a matter of the protocol alone stands in test_messages.py, test_wire.py and test_process.py.
"""

import pytest
from clients import Session

# A report, the cells, and what the last one gives: a result, or what it prints.
CELLS = [
    ("a record and a sealed switch", ["""
sealed interface Shape permits Circle, Square {}
record Circle(double radius) implements Shape {}
record Square(double side) implements Shape {}
double area(Shape shape) {
    return switch (shape) { case Circle(double r) -> 3 * r * r; case Square(double s) -> s * s; };
}
""", "area(new Square(3)) + area(new Circle(1))"], "12.0"),
    ("import module", ["import module java.net.http;", "HttpClient.Version.HTTP_2"], "HTTP_2"),
    ("IO.println", ['IO.println("said");'], "said\n"),
    ("classes that need each other in one cell", [
        "class Ping { Pong pong; int n() { return pong == null ? 1 : pong.n() + 1; } }\n"
        "class Pong { Ping ping = new Ping(); int n() { return ping.n() + 1; } }",
        "new Pong().n()",
    ], "2"),
    ("classes that need each other, the later first (10)", ["class A extends B {}\nclass B { int n = 4; }", "new A().n"], "4"),
    ("a text block with lines that look like magics", ['"""\n%%time\n%foo\n!ls\n""".length()'], "16"),
    ("a remainder at the start of a line", ["7\n% 4"], "3"),
    ("a remainder without a blank (11)", ["10 %7"], "3"),
    ("a value that was declared before an import (4)", [
        "var calendar = new java.util.GregorianCalendar(2026, 10, 1);", "import java.util.concurrent.*;\nimport java.time.*;",
        "calendar.get(java.util.Calendar.YEAR)",
    ], "2026"),
    ("an import that makes a name ambiguous (6.4)", [
        "import java.util.*;\nList<Integer> kept = new ArrayList<>(java.util.List.of(1));", "import java.awt.*;", "kept.size()",
    ], "1"),
    ("a value derived from a name that is declared anew (5)", [
        'String date = "2026-11";', "var month = date.substring(5);", 'String date = "2027-01";', "month + date",
    ], "112027-01"),
    ("a cell that is run again sees new data (6)", [
        "int calls = 0;\nint load() { return ++calls; }", "var data = load();\ndata", "var data = load();\ndata",
    ], "2"),
    ("a method whose parameters change (9)", [
        "static int twice(int n) { return 2 * n; }", "static String twice(String s) { return s + s; }", 'twice("a") + twice(4)',
    ], "aa8"),
    ("a method that is declared anew and its callers", [
        "int one() { return 1; }", "int caller() { return one(); }", "int one() { return 2; }", "caller()",
    ], "2"),
    ("a class that is declared anew and its earlier objects (6.4)", [
        "class Host { int port = 1; }", "var host = new Host();", "class Host { int port = 2; }", "host != null",
    ], "true"),
    ("prints in loops are in order (17)", [
        'for (int i = 0; i < 300; i++) { System.out.print(i % 10); if (i % 100 == 99) { System.out.flush(); } }',
    ], "0123456789" * 30),
    ("an instance main", ['void main() { IO.println("main"); }', "main();"], "main\n"),
    ("the result of String is plain text", ['"a" + "b"'], "ab"),
]


@pytest.mark.parametrize(("cells", "expected"), [row[1:] for row in CELLS], ids=[row[0] for row in CELLS])
def test_cells_that_fail_elsewhere(session, cells, expected):
    for cell in cells:
        last = session.run(cell)
        assert last.status == "ok", last.reply["content"]["traceback"]

    assert (last.result or last.stdout) == expected


ERRORS = [
    ("the class of an exception, not of its wrapper", "int zero = 0; 1 / zero", "ArithmeticException", "/ by zero"),
    ("all causes (7)", 'throw new RuntimeException("outer", new java.io.IOException("middle", new Error("inner")));',
     "RuntimeException", "inner"),
    ("a line of the cell", 'int one = 1;\nthrow new IllegalStateException("here");', "IllegalStateException", "2"),
    ("an exit is an error", "System.exit(3);", None, ""),
    ("a compile error shows its line", "int one = 1;\nint wrong = two;", None, "int wrong = two;"),
]


@pytest.mark.parametrize(("code", "name", "text"), [row[1:] for row in ERRORS], ids=[row[0] for row in ERRORS])
def test_errors_say_what_went_wrong_and_the_next_cell_runs(session, code, name, text):
    cell = session.run(code)
    error = cell.reply["content"]

    assert error["status"] == "error"
    assert name is None or error["ename"] == name
    assert text in "\n".join(error["traceback"])
    trace = "\n".join(error["traceback"])
    assert "vedette.kernel" not in trace and "jdk.internal" not in trace and "\x1b[30m" not in trace and "\x1b[37m" not in trace
    assert session.run("6 * 7").result == "42"  # 22


@pytest.mark.parametrize(
    "code",
    [
        "for (int i = 0; i < 20; i++) { System.out.println(i); Thread.sleep(1000); }",  # 1
        "while (true);",  # 2
        "while (true) { try { Thread.sleep(5); } catch (Throwable e) {} }",  # 3
        "while (true) { System.out.println(1); }",
        "new java.net.ServerSocket(0).accept();",
        'new ProcessBuilder("sleep", "600").start().waitFor();',
    ],
)
def test_what_cannot_be_interrupted_elsewhere(session, code):
    session.run("int state = 5;")
    cell = session.run(code, timeout=60, when_busy=session.manager.interrupt_kernel)

    assert cell.reply["content"]["ename"] == "KeyboardInterrupt"
    assert session.run("state").result == "5"


def test_text_without_a_new_line_is_seen_while_the_cell_runs(session):
    request = session.client.execute('System.out.print("working"); Thread.sleep(60_000);')
    while (message := session.client.get_iopub_msg(timeout=60))["msg_type"] != "stream":
        pass
    session.manager.interrupt_kernel()
    session.collect(request)

    assert message["content"]["text"] == "working"


def test_a_scanner_over_standard_input_asks_again_and_again(session):
    """14, and 16: a cell that is run again does not block."""
    for _ in range(2):
        cell = session.run("new Scanner(System.in).nextLine()", answer="typed")
        assert cell.result == "typed"


def test_a_result_has_plain_text_whatever_else_it_has(session):
    session.run("record Host(String name) {}")
    result = session.run('new Host("FIN-07")').contents("execute_result")[0]["data"]

    assert "FIN-07" in result["text/plain"]


def test_a_cell_of_fifty_statements_is_no_slower_by_an_order_than_one(session):
    """20: the kernels on JShell take a compile for each."""
    import time

    def took(code):
        best = 9.0
        for _ in range(5):
            start = time.perf_counter()
            assert session.run(code).status == "ok"
            best = min(best, time.perf_counter() - start)
        return best

    took("int warm = 1;")
    assert took("\n".join(f"int fifty{i} = {i};" for i in range(50))) < 12 * took("int single = 1;")


def test_a_display_is_updated_by_a_later_cell_and_from_a_thread(session):
    """27"""
    first = session.run('var shown = display("0 %");').contents("display_data")[0]
    cell = session.run(
        'var thread = new Thread(() -> shown.update("50 %"));\nthread.start();\nthread.join();\n'
        'shown.update("100 %");'
    )
    updates = cell.contents("update_display_data")

    assert [each["data"]["text/plain"] for each in updates] == ["50 %", "100 %"]
    assert all(each["transient"] == first["transient"] for each in updates)


def test_variables_are_listed_and_cells_are_timed(session):
    """26, 29"""
    session.run("long listed = 3;")
    assert "long listed" in session.run("%who").stdout
    assert "took" in session.run("%%time\nlisted + 1").stdout


def test_completion_keeps_its_pace_after_a_thousand_names():
    session = Session()
    try:
        session.run("\n".join(f"int name{i} = {i};" for i in range(1000)))
        found = session.ask("complete", code="name99", cursor_pos=6)["matches"]
        assert set(found) == {"name99", *(f"name99{i}" for i in range(10))}
    finally:
        session.close()
