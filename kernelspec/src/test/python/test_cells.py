"""Cells over real sockets."""

import time

import psutil
import pytest

from clients import Session, covers


def test_a_value_is_the_result_and_the_count_goes_up(session):
    first = session.run("40 + 2")
    second = session.run("int kept = 7;")

    assert first.result == "42"
    assert second.status == "ok" and second.result is None
    assert second.reply["content"]["execution_count"] == first.reply["content"]["execution_count"] + 1


def test_later_cells_see_what_earlier_ones_declared(session):
    session.run("record Host(String name) {}\nvar host = new Host(\"FIN-07\");")

    assert session.run("host.name().length()").result == "6"


def test_a_hundred_thousand_lines_arrive_complete_and_in_order(session):
    cell = session.run('for (int i = 0; i < 100_000; i++) { System.out.println("line " + i); }')

    assert cell.stdout.splitlines() == [f"line {i}" for i in range(100_000)]
    assert cell.published[-1]["content"] == {"execution_state": "idle"}


def test_fifty_megabytes_of_output_arrive(session):
    cell = session.run('String block = "x".repeat(1 << 20);\nfor (int i = 0; i < 50; i++) { System.out.print(block); }')

    assert cell.status == "ok"
    assert len(cell.stdout) == 50 << 20
    assert session.run("1").result == "1"


def test_standard_error_is_a_stream_of_its_own(session):
    cell = session.run('System.err.println("careful");')

    assert cell.contents("stream") == [{"name": "stderr", "text": "careful\n"}]


def test_a_compile_error_names_the_place_and_runs_nothing(session):
    cell = session.run('System.out.println("not this");\nint wrong = "text";')

    assert cell.status == "error"
    assert cell.stdout == ""
    assert 'int wrong = "text";' in "\n".join(cell.reply["content"]["traceback"])


def test_an_exception_is_an_error_and_state_survives(session):
    session.run("int survivor = 11;")
    cell = session.run('throw new IllegalStateException("on purpose");')

    assert cell.status == "error"
    assert cell.reply["content"]["ename"].endswith("IllegalStateException")
    assert cell.reply["content"]["evalue"] == "on purpose"
    assert session.run("survivor").result == "11"


def test_an_interrupt_stops_a_tight_loop_and_keeps_state(session):
    session.run("int before = 5;")
    cell = session.run("while (true) {}", timeout=30, when_busy=session.manager.interrupt_kernel)

    assert cell.status == "error"
    assert cell.reply["content"]["ename"] == "KeyboardInterrupt"
    assert session.run("before").result == "5"


def test_an_interrupt_stops_a_sleep(session):
    cell = session.run("Thread.sleep(60_000);", timeout=30, when_busy=session.manager.interrupt_kernel)

    assert cell.status == "error"
    assert cell.reply["content"]["ename"] == "KeyboardInterrupt"


def test_an_interrupt_stops_a_score_that_takes_long(session):
    session.run("""import tech.tablesaw.api.*; import vedette.hunting.anomaly.*;
        var many = Table.create(DoubleColumn.create("a", new Random(1).doubles(300_000).toArray()));
        var forest = Outliers.isolationForest(many).features(Features.columns("a")).trees(500);""")
    cell = session.run('System.out.println("begun"); forest.score()', timeout=120, when_busy=session.manager.interrupt_kernel)

    assert cell.reply["content"]["ename"] == "KeyboardInterrupt"
    assert "did not stop" not in cell.reply["content"]["evalue"]


def test_a_cell_reads_what_the_user_types(session):
    cell = session.run("new java.util.Scanner(System.in).nextLine()", answer="tårn")

    assert cell.result == "tårn"


def asked(session, code):
    """The id of a cell that asks, and its question."""
    request = session.client.execute(code, allow_stdin=True)
    return request, session.client.get_stdin_msg(timeout=60)


@covers("4.5")
def test_a_question_that_a_thread_left_open_keeps_nobody_from_asking(session):
    request, left = asked(session, """
        var refused = new java.util.concurrent.CompletableFuture<String>();
        var asking = new Thread(() -> {
            try { input("left? "); } catch (Throwable e) { refused.complete(e.getMessage()); }
        });
        asking.start();
        while (asking.getState() != Thread.State.WAITING) Thread.onSpinWait();
    """)
    session.collect(request)
    request, question = asked(session, 'input("next? ")')
    session.client.input("mine")

    assert (left["content"]["prompt"], question["content"]["prompt"]) == ("left? ", "next? ")
    assert "mine" in session.collect(request).result
    assert "the cell has ended" in session.run("refused.get()").result


@covers("4.5")
def test_a_second_answer_is_not_taken_for_the_next_question(session):
    request, first = asked(session, 'input("first? ") + "|" + input("second? ")')
    answer = lambda text, question: session.client.stdin_channel.send(
        session.client.session.msg("input_reply", {"value": text}, parent=question["header"]))
    answer("one", first)
    second = session.client.get_stdin_msg(timeout=60)
    answer("one again", first)
    answer("two", second)

    assert "one|two" in session.collect(request).result


@covers("4.5")
def test_an_answer_that_cannot_be_read_ends_the_wait(session):
    for content in ({}, {"value": None}, {"status": "error"}, {"value": {}}):
        request, _ = asked(session, 'input("name? ")')
        session.client.stdin_channel.send(session.client.session.msg("input_reply", content))

        assert "value" in session.collect(request).reply["content"]["evalue"]


def test_what_a_cell_leaves_of_a_line_is_not_the_next_ones(session):
    request, _ = asked(session, "System.in.read()")
    session.client.input("abc")
    session.collect(request)
    request, _ = asked(session, "IO.readln()")
    session.client.input("mine")

    assert "mine" in session.collect(request).result


def test_streams_that_a_cell_closes_or_takes_away_are_there_for_the_next(session):
    session.run('try (var out = new java.io.PrintWriter(System.out)) { out.println("first"); }')
    session.run("System.err.close();")
    cell = session.run('System.out.println("second"); System.err.println("third");')
    assert (cell.stdout, cell.contents("stream")[-1]) == ("second\n", {"name": "stderr", "text": "third\n"})

    session.run("var mine = System.err; System.setErr(null);")
    assert session.run("nosuch").reply["content"]["ename"] == "CompileError"
    assert session.run("System.setErr(mine); 1").result == "1"


def comm(session, kind, channel="shell", **content):
    """The id of a message of a comm that was sent."""
    message = session.client.session.msg(kind, {"comm_id": "c", "data": {}, **content})
    getattr(session.client, f"{channel}_channel").send(message)
    return message["header"]["msg_id"]


def published(session, request):
    """What is published for a request, up to its idle."""
    messages = []
    while not messages or messages[-1]["content"].get("execution_state") != "idle":
        message = session.client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == request:
            messages.append(message)
    return messages


def accept(session, handler):
    session.run("comms().accept(\"t\", (comm, first) -> comm.onMessage((it, message) -> {"
                + handler + "}));")
    published(session, comm(session, "comm_open", target_name="t"))


@covers("6")
def test_what_a_handler_shows_belongs_to_the_message_that_it_handles(session):
    accept(session, 'System.out.println("printed"); display("shown"); int z = 1 / (int) message.data().get("n");')
    messages = published(session, comm(session, "comm_msg", data={"n": 0}))

    assert [message["msg_type"] for message in messages] == ["status", "stream", "display_data", "stream", "status"]
    assert messages[1]["content"]["text"] == "printed\n"
    assert messages[2]["content"]["data"]["text/plain"] == "shown"
    failure = messages[3]["content"]["text"]
    assert "ArithmeticException" in failure and "/ by zero\n    at cell [" in failure


@covers("6")
@pytest.mark.parametrize("channel", ["shell", "control"])
def test_an_interrupt_ends_a_handler(session, channel):
    accept(session, 'System.out.println("runs"); while (true) {}')
    request = comm(session, "comm_msg", channel)
    while session.client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
        pass
    if channel == "control":
        assert session.run("1 + 1").result == "2", "cells do not wait for it"
    session.manager.interrupt_kernel()

    assert "KeyboardInterrupt" in "".join(
        message["content"].get("text", "") for message in published(session, request))
    assert session.run("1 + 1").result == "2"


def test_a_search_with_many_stars_is_answered(session):
    session.run("// " + "abcdefghij" * 400 + "\n1")
    request = session.client.history(hist_access_type="search", pattern="*a" * 30 + "*q*", n=10)
    while (reply := session.client.get_shell_msg(timeout=60))["parent_header"]["msg_id"] != request:
        pass

    assert reply["content"]["history"] == []


def test_an_error_aborts_the_cells_that_wait_behind_it(session):
    failing = session.client.execute('Thread.sleep(300); throw new RuntimeException("first");')
    waiting = session.client.execute("99", stop_on_error=True)
    session.collect(failing)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        reply = session.client.get_shell_msg(timeout=30)
        if reply["parent_header"]["msg_id"] == waiting:
            break

    assert reply["content"]["status"] == "aborted"


def test_members_of_earlier_names_are_completed(session):
    session.run('var machine = new StringBuilder("FIN-07");')
    code = "machine.app"
    completed = session.ask("complete", code=code, cursor_pos=len(code))

    assert any(match.startswith("append") for match in completed["matches"])
    assert (completed["cursor_start"], completed["cursor_end"]) == (8, 11)


def test_a_completed_method_says_how_many_overloads_it_has(session):
    completed = session.ask("complete", code='"".substr', cursor_pos=9)

    [typed] = completed["metadata"]["_jupyter_types_experimental"]
    assert completed["matches"] == [typed["text"]] == ["substring("]
    assert typed["signature"].startswith("String substring(int ") and typed["signature"].endswith(") (+1)")


def test_an_unfinished_cell_is_told_from_a_finished_one(session):
    assert session.ask("is_complete", code="for (int i = 0; i < 3; i++) {")["status"] == "incomplete"
    assert session.ask("is_complete", code="int i = 3;")["status"] == "complete"


@covers("K6")
def test_exit_in_a_cell_does_not_end_the_kernel(session):
    cell = session.run("System.exit(3);")

    assert cell.status == "error"
    assert session.run("3").result == "3"


@covers("K7")
def test_a_stack_overflow_is_an_error_like_others(session):
    session.run("int deeper(int n) { return deeper(n + 1) + 1; }")
    cell = session.run("deeper(0)")

    assert cell.status == "error"
    assert "StackOverflowError" in cell.reply["content"]["ename"]
    assert session.run("4").result == "4"


@covers("K7")
def test_an_exhausted_heap_is_an_error_like_others():
    session = Session(env={**__import__("os").environ, "VEDETTE_JVM_OPTS": "-Xmx256m"})
    try:
        session.run("int before = 8;")
        cell = session.run("var hoard = new ArrayList<byte[]>();\nwhile (true) { hoard.add(new byte[1 << 20]); }")

        assert cell.status == "error"
        assert "OutOfMemoryError" in cell.reply["content"]["ename"]
        assert session.run("before").result == "8"
    finally:
        session.close()


def test_a_shutdown_leaves_no_process():
    session = Session()
    kernel = psutil.Process(session.pid)
    processes = [kernel, *kernel.children(recursive=True)]
    session.close()
    _, alive = psutil.wait_procs(processes, timeout=10)

    assert not alive


@covers("3")
def test_a_lone_surrogate_can_be_saved(session):
    printed = session.run('System.out.println("a" + (char) 0xD83D + "b");')
    value = session.run('"a" + (char) 0xD83D + "b"')

    printed.stdout.encode("utf-8")
    assert value.result == "a\N{REPLACEMENT CHARACTER}b"
