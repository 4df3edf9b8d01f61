"""What a hunter does by hand: in a browser, in JupyterLab and in Notebook 7."""

import json
import re
import shutil
import time

import nbformat
import pytest
from frontends import browser, folder, front, needs_browser, server, settings, write  # noqa: F401 (fixtures)
from kernels import JAVA
from playwright.sync_api import expect

pytestmark = needs_browser
NUMBERED = re.compile(r"\[\d+\]:")

HOSTILE = r"""<script>window.broken = 1</script>"><img src=x onerror="window.broken = 2">{{7*7}}'\`"""

HOSTILE_CELLS = [
    # A sequence that colours a terminal, and a lone surrogate, which no notebook can hold.
    f'String hostile = {json.dumps(HOSTILE)} + "\\u001b[31m" + (char) 0xD800;',
    "hostile",
    """%%kql rows <<
print TimeGenerated = datetime(2026-11-03), EventID = 4688, Computer = {hostile}, Account = {hostile},
    NewProcessId = "0x10", NewProcessName = {hostile}, ProcessId = "0x4", ParentProcessName = {hostile},
    SubjectLogonId = "0x3e7", CommandLine = {hostile}""",
    "rows",
    "ProcessTree.of(rows)",
    'Timeline.of(rows).time("TimeGenerated").lane("Computer").label("CommandLine").title(hostile)',
    "System.out.println(hostile);",
    "throw new IllegalStateException(hostile);",
]


@pytest.fixture(scope="module", autouse=True)
def notebooks(folder, product):
    for notebook in (product / "examples").glob("*.ipynb"):
        shutil.copy(notebook, folder)
    write(folder / "hostile.ipynb", *HOSTILE_CELLS)


@pytest.mark.parametrize("place", ["local", "workspace"])
def test_the_example_runs_cell_by_cell_and_shows_its_pictures(front, folder, service, place):
    notebook = nbformat.read(folder / "01-first-hunt.ipynb", as_version=4)
    if place == "workspace":
        line = next(cell for cell in notebook.cells if cell.source == "%kql local")
        line.source = f"%kql {service.connection}"
        nbformat.write(notebook, folder / "workspace.ipynb")
    hunt = front("01-first-hunt.ipynb" if place == "local" else "workspace.ipynb")
    count = sum(cell.cell_type == "code" for cell in notebook.cells)
    # JupyterLab puts cells on the page one after the other.
    expect(hunt.panel.locator(".jp-CodeCell")).to_have_count(count)
    for number in range(count):
        hunt.run(number)
        expect(hunt.cell(number).locator("[data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)
        hunt.cell(number).scroll_into_view_if_needed()
        hunt.screenshot(f"first-hunt-{place}-{number:02}")

    picture = hunt.panel.locator(".vega-embed svg, .vega-embed canvas").first
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box["width"] > 200 and box["height"] > 50
    hunt.screenshot(f"first-hunt-{place}-timeline", picture)

    tree = hunt.panel.locator(".jp-OutputArea-output:has(details details)").first
    tree.scroll_into_view_if_needed()
    hunt.screenshot(f"first-hunt-{place}-tree", tree)
    parent, child = tree.locator("details:has(details)").first, tree.locator("details details").first
    assert parent.get_attribute("open") is not None
    expect(child).to_be_visible()
    parent.locator("> summary").click()
    expect(child).to_be_hidden()
    hunt.screenshot(f"first-hunt-{place}-tree-folded", tree)
    parent.locator("> summary").click()
    expect(child).to_be_visible()


def test_nothing_of_a_hostile_row_is_interpreted(front, folder):
    notebook = front("hostile.ipynb")
    for number in range(len(HOSTILE_CELLS)):
        notebook.run(number)
    expect(notebook.output(5).locator("canvas, svg").first).to_be_visible(timeout=30_000)
    notebook.screenshot("hostile")

    assert notebook.page.evaluate("window.broken") is None
    assert notebook.panel.locator(".jp-OutputArea img[src='x'], .jp-OutputArea script").count() == 0
    for shown in (1, 3, 4, 6, 7):
        expect(notebook.output(shown)).to_contain_text(HOSTILE)
    notebook.page.keyboard.press("Control+s")
    end = time.monotonic() + 30
    while "IllegalStateException" not in (folder / "hostile.ipynb").read_text():
        assert time.monotonic() < end, "the notebook was not saved"
        notebook.page.wait_for_timeout(100)


def test_interrupting_a_query_stops_it_at_the_service(front, folder, service):
    slow = "range a from 1 to 100000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 100000 step 1" \
           " | extend k = 1) on k | summarize slowest = sum(a % 7 * b)"
    write(folder / "slow.ipynb", f"%kql {service.connection}", f"%%kql\n{slow}", "%%kql\nprint answer = 41 + 1")
    notebook = front("slow.ipynb")
    notebook.run(0)
    notebook.run(1, wait=False)
    service.await_state("slowest", "InProgress")
    notebook.stop()
    expect(notebook.prompt(1)).to_have_text(NUMBERED)
    service.await_state("slowest", "Cancelled")
    notebook.run(2)
    expect(notebook.output(2).last).to_contain_text("42")
    notebook.screenshot("interrupted-query")


@pytest.fixture(params=["lab", "notebook"])
def kind(request):
    return request.param


def test_the_stop_button_stops_a_loop_and_state_is_kept(front, folder, kind):
    write(folder / f"loop-{kind}.ipynb", "int kept = 17;", "while (true) {}", "kept + 1")
    loop = front(f"loop-{kind}.ipynb", kind)
    loop.run(0)
    loop.run(1, wait=False)
    expect(loop.prompt(1)).to_have_text("[*]:")
    loop.stop()
    expect(loop.prompt(1)).to_have_text(NUMBERED)
    loop.screenshot("stopped")
    loop.run(2)

    expect(loop.output(2)).to_have_text("18")


def test_all_cells_run_and_run_again_in_a_new_kernel(front, folder, kind):
    write(folder / f"all-{kind}.ipynb", "int runs = 1;", "runs++", 'throw new IllegalStateException("stop here");', "runs")
    notebook = front(f"all-{kind}.ipynb", kind)
    notebook.menu("Run", "Run All Cells")
    expect(notebook.output(1)).to_have_text("1")
    expect(notebook.prompt(2)).to_have_text("[3]:")
    # What stands behind a failure does not run, nor is it left waiting.
    expect(notebook.prompt(3)).to_have_text("[ ]:")

    notebook.run(3)
    expect(notebook.output(3)).to_have_text("2")
    notebook.menu("Kernel", re.compile(r"Restart Kernel and Run All Cells"))
    notebook.accept()
    expect(notebook.output(3)).to_have_count(0, timeout=60_000)
    expect(notebook.prompt(2)).to_have_text("[3]:", timeout=60_000)
    expect(notebook.output(1)).to_have_text("1")
    expect(notebook.prompt(3)).to_have_text("[ ]:")
    notebook.screenshot(f"run-all-{kind}")


def test_members_are_completed_in_a_popup(front, folder, kind):
    write(folder / f"completion-{kind}.ipynb", 'var machine = new StringBuilder("FIN-07");', "machine.app")
    notebook = front(f"completion-{kind}.ipynb", kind)
    notebook.run(0)
    notebook.edit(1)
    popup = notebook.page.locator(".jp-Completer:visible, .cm-tooltip-autocomplete")
    notebook.press_until("Tab", popup.first)
    expect(popup.first).to_contain_text("append")
    notebook.screenshot(f"completion-{kind}")


def test_the_inspector_tells_what_a_name_is(front, folder, kind):
    write(folder / f"inspect-{kind}.ipynb", 'var machine = new StringBuilder("FIN-07");', "machine.append(")
    notebook = front(f"inspect-{kind}.ipynb", kind)
    notebook.run(0)
    notebook.edit(1)
    tooltip = notebook.page.locator(".jp-Tooltip")
    notebook.press_until("Shift+Tab", tooltip)
    expect(tooltip).to_contain_text("StringBuilder append(")
    notebook.screenshot(f"inspection-{kind}")


def test_a_cell_asks_and_is_answered(front, folder, kind):
    write(folder / f"ask-{kind}.ipynb", 'String name = input("which host? ");', 'var word = password("word? ");', "name + word.length()")
    notebook = front(f"ask-{kind}.ipynb", kind)
    notebook.run(0, wait=False)
    notebook.answer("which host?", "FIN-07")
    expect(notebook.prompt(0)).to_have_text(NUMBERED)
    notebook.run(1, wait=False)
    assert notebook.answer("word?", "s3cret!") == "password"
    expect(notebook.prompt(1)).to_have_text(NUMBERED)
    notebook.run(2)

    expect(notebook.output(2)).to_have_text("FIN-077")
    notebook.screenshot(f"asked-{kind}")
    assert "s3cret" not in notebook.page.content()


def test_a_comm_goes_both_ways(front, folder, kind):
    write(folder / f"comm-{kind}.ipynb", JAVA.accept_comm)
    notebook = front(f"comm-{kind}.ipynb", kind)
    notebook.run(0)
    answers = notebook.page.evaluate("""async () => {
        const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
        const comm = kernel.createComm("echo", "of-the-page");
        const answers = [];
        const both = new Promise(resolve => comm.onMsg = message => {
            answers.push(message.content.data);
            if (answers.length === 2) resolve();
        });
        await comm.open({opened: 1}).done;
        await comm.send({sent: "\N{GRINNING FACE}"}).done;
        await both;
        await comm.close({}).done;
        return answers;
    }""")

    assert answers == [{"opened": 1}, {"sent": "\N{GRINNING FACE}"}]


def test_a_kernel_that_dies_is_started_again(front, folder, kind):
    write(folder / f"crash-{kind}.ipynb", "int before = 1;", "!kill -9 $PPID", "before", "6 * 7")
    notebook = front(f"crash-{kind}.ipynb", kind)
    notebook.run(0)
    notebook.run(1, wait=False)
    notebook.accept()
    notebook.run(2)
    expect(notebook.output(2).last).to_contain_text("cannot find symbol: variable before")
    notebook.run(3)
    expect(notebook.output(3)).to_have_text("42")
    expect(notebook.prompt(3)).to_have_text("[2]:")
    notebook.screenshot(f"restarted-{kind}")


def test_what_was_shown_is_saved_and_there_again(front, folder, kind):
    write(
        folder / f"saved-{kind}.ipynb",
        '%%kql\nSecurityEvent | where EventID == 4688 | take 3 | project Computer, NewProcessName',
        "%%kql\nSecurityEvent | summarize events = count() by bin(TimeGenerated, 1h) | render timechart",
        'throw new IllegalStateException("kept");',
    )
    notebook = front(f"saved-{kind}.ipynb", kind)
    for number in range(3):
        notebook.run(number)
    expect(notebook.output(0).locator("table").first).to_be_visible()
    expect(notebook.output(1).locator("canvas, svg").first).to_be_visible()
    notebook.page.keyboard.press("Control+s")
    end = time.monotonic() + 30
    while not all(cell.outputs for cell in nbformat.read(folder / f"saved-{kind}.ipynb", as_version=4).cells):
        assert time.monotonic() < end, "the notebook was not saved"
        notebook.page.wait_for_timeout(100)
    nbformat.validate(nbformat.read(folder / f"saved-{kind}.ipynb", as_version=4))
    notebook.page.reload()
    notebook.wait_open()

    expect(notebook.output(0).locator("table").first).to_be_visible()
    expect(notebook.output(1).locator("canvas, svg").first).to_be_visible()
    expect(notebook.output(2)).to_contain_text("kept")
    notebook.screenshot(f"reloaded-{kind}")
