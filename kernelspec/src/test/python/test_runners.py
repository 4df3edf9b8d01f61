"""Notebooks that run without anybody watching, and the console."""

import json
import os
import subprocess
import sys

import nbformat
import pexpect
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

SPEC = {"name": "vedette", "display_name": "Java (Vedette)", "language": "java"}


def notebook(*cells):
    made = nbformat.v4.new_notebook(metadata={"kernelspec": SPEC})
    for cell in cells:
        code, tags = cell if isinstance(cell, tuple) else (cell, [])
        made.cells.append(nbformat.v4.new_code_cell(code, metadata={"tags": tags} if tags else {}))
    return made


def printed(cell):
    return "".join(output["text"] for output in cell.outputs if output.output_type == "stream")


def test_a_cell_that_takes_too_long_is_told_and_the_rest_runs_when_it_is_wished(installed):
    with pytest.raises(CellTimeoutError):
        NotebookClient(notebook("while (true) {}"), timeout=3).execute()
    going_on = notebook("int kept = 7;", "while (true) {}", "kept")
    NotebookClient(going_on, timeout=10, interrupt_on_timeout=True, allow_errors=True).execute()

    assert going_on.cells[1].outputs[0].ename == "KeyboardInterrupt"
    assert going_on.cells[2].outputs[0].data["text/plain"] == "7"


def test_an_error_stops_a_notebook_unless_its_cell_expects_it(installed):
    failing = notebook('throw new IllegalStateException("on purpose");', "1")
    with pytest.raises(CellExecutionError, match="IllegalStateException"):
        NotebookClient(failing, timeout=60).execute()
    assert failing.cells[1].execution_count is None
    expected = notebook(('throw new IllegalStateException("on purpose");', ["raises-exception"]), "1")
    NotebookClient(expected, timeout=60).execute()

    assert expected.cells[0].outputs[0].output_type == "error"
    assert expected.cells[1].outputs[0].data["text/plain"] == "1"


def test_a_notebook_keeps_displays_that_were_updated_cleared_and_opened(installed):
    shown = notebook(
        'var shown = display("first");\nshown.update("second");',
        'System.out.println("gone"); clearOutput(); System.out.println("stays");',
        'comms().open("plot", Map.of("n", 1));',
        'input("name? ")',
    )
    NotebookClient(shown, timeout=60, allow_errors=True).execute()

    assert [output.data["text/plain"] for output in shown.cells[0].outputs] == ["second"]
    assert printed(shown.cells[1]) == "stays\n"
    assert shown.cells[3].outputs[0].ename == "StdinNotImplementedError"
    assert shown.metadata.language_info.name == "java"
    nbformat.validate(shown)


def test_nbconvert_executes_a_notebook_into_a_page(installed, tmp_path):
    nbformat.write(notebook('System.out.println("printed");', '"va" + "lue"'), tmp_path / "hunt.ipynb")
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "hunt.ipynb"],
        cwd=tmp_path, capture_output=True, text=True, timeout=170,
    )

    assert done.returncode == 0, done.stderr
    page = (tmp_path / "hunt.html").read_text()
    assert "printed" in page and "value" in page
    assert "highlight" in page


def test_the_console_runs_completes_and_is_interrupted(installed, tmp_path):
    console = pexpect.spawn(
        sys.executable,
        ["-m", "jupyter_console", "--kernel", "vedette", "--ZMQTerminalInteractiveShell.simple_prompt=True"],
        encoding="utf-8", timeout=90, echo=False, cwd=str(tmp_path),
    )
    try:
        console.expect_exact("In [1]:")
        console.sendline("6 * 7")
        console.expect_exact("42")
        console.expect_exact("In [2]:")
        console.sendline('System.out.println("hello");')
        console.expect_exact("hello")
        console.expect_exact("In [3]:")
        console.sendline('throw new RuntimeException("on purpose");')
        console.expect_exact("on purpose")
        console.expect_exact("In [4]:")
        console.sendline('input("name? ")')
        console.expect_exact("name? ")
        console.sendline("Signe")
        console.expect_exact("Signe")
        console.expect_exact("In [5]:")
        console.sendline('System.out.println("lo" + "oping"); while (true) {}')
        console.expect_exact("looping")
        console.sendintr()
        console.expect_exact("KeyboardInterrupt")
        console.expect_exact("In [6]:")
        console.sendeof()
        console.expect_exact("exit")
        console.sendline("y")
        console.expect(pexpect.EOF)
    finally:
        console.close(force=True)


@pytest.fixture(scope="module")
def papermill(product, tmp_path_factory):
    """Papermill as a user has it who installed the product's module beside it."""
    site = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--no-build-isolation", "--no-index", "--target", site, copy(product / "python", tmp_path_factory)],
        capture_output=True, text=True, timeout=120,
    )
    assert done.returncode == 0, done.stderr

    def run(*arguments, **options):
        return subprocess.run(
            [sys.executable, "-m", "papermill", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True, text=True, timeout=170, **options,
        )

    return run


def copy(source, factory):
    """pip builds where the sources are."""
    target = factory.mktemp("source")
    for name in ("pyproject.toml", "vedette_papermill.py"):
        (target / name).write_bytes((source / name).read_bytes())
    return target


PARAMETERS = {
    "days": 14, "hosts": ["FIN-07", "WKS-01"], "share": 0.5, "big": 2**40, "huge": 2**70, "quiet": True, "none": None,
    "hostile": 'a"b\\c\n\u2028\N{GRINNING FACE}\\u0022; System.exit(3); //', "map": {"b": 1, "a": [None, "x"]},
    "empty": [], "infinite": float("inf"),
}


def test_papermill_passes_parameters_of_every_kind(papermill, tmp_path):
    nbformat.write(
        notebook(
            ("int days = 7; // how far back\nString hostile = \"\";", ["parameters"]),
            "days + \"|\" + hosts.get(1) + \"|\" + share + \"|\" + (big + 1) + \"|\" + huge.bitLength() + \"|\" + quiet"
            " + \"|\" + none + \"|\" + map + \"|\" + empty.size() + \"|\" + infinite",
            "hostile.codePoints().boxed().toList()",
        ),
        tmp_path / "in.ipynb",
    )
    # Of the escapes of JSON and YAML only those of ASCII are the same.
    (tmp_path / "parameters.yaml").write_text(json.dumps(PARAMETERS, ensure_ascii=False).replace("Infinity", ".inf"), encoding="utf-8")
    done = papermill(tmp_path / "in.ipynb", tmp_path / "out.ipynb", "-f", tmp_path / "parameters.yaml")
    assert done.returncode == 0, done.stderr
    ran = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    results = [output.data["text/plain"] for cell in ran.cells for output in cell.outputs if "data" in output]

    assert results[0] == "14|WKS-01|0.5|1099511627777|71|true|null|{b=1, a=[null, x]}|0|Infinity"
    assert results[1] == str([ord(letter) for letter in PARAMETERS["hostile"]])


def test_papermill_knows_the_parameters_and_stops_at_an_error(papermill, tmp_path):
    nbformat.write(notebook(("int days = 7; // how far back", ["parameters"]), "1 / 0"), tmp_path / "in.ipynb")
    help_text = papermill("--help-notebook", tmp_path / "in.ipynb")
    done = papermill(tmp_path / "in.ipynb", tmp_path / "out.ipynb", "-p", "days", "3")

    assert "days: int (default 7)" in help_text.stdout and "how far back" in help_text.stdout
    assert done.returncode != 0 and "ArithmeticException" in done.stderr
    ran = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert [cell.source for cell in ran.cells if "injected-parameters" in cell.metadata.get("tags", [])] == [
        "// Parameters\nvar days = 3;\n"
    ]
