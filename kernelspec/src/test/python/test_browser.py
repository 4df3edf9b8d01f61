"""JupyterLab in a browser: what a hunter does by hand."""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import psutil
import pytest
from playwright.sync_api import expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    not CHROMIUM,
    reason="no Chromium was found; get one with 'apt-get install chromium', or set CHROMIUM to its program",
)

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory, product):
    folder = tmp_path_factory.mktemp("notebooks")
    for notebook in (product / "examples").glob("*.ipynb"):
        shutil.copy(notebook, folder)
    write(folder / "loop.ipynb", "int kept = 17;", "while (true) {}", "kept + 1")
    write(folder / "completion.ipynb", 'var machine = new StringBuilder("FIN-07");', "machine.app")
    write(folder / "hostile.ipynb", *HOSTILE_CELLS)
    return folder


def write(path, *cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "vedette", "display_name": "Java (Vedette)", "language": "java"}
    nbformat.write(notebook, path)


SETTINGS = {
    # Nobody answers a question about news here, and its box covers the notebook.
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false"},
    # Otherwise cells out of sight are taken out of the page, and what was drawn with them.
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}


@pytest.fixture(scope="module")
def settings(installed):
    for name, values in SETTINGS.items():
        file = pathlib.Path(os.environ["JUPYTER_CONFIG_DIR"], "lab/user-settings", f"{name}.jupyterlab-settings")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))


@pytest.fixture(scope="module")
def server(folder, settings, service):
    """A server on the loopback interface, for the time of these tests; its kernels know the emulator's token."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
                f"--ServerApp.root_dir={folder}", "--LabApp.news_url=", "--LabApp.check_for_updates_class="
                "jupyterlab.NeverCheckForUpdate"]
    with open(folder / "server.log", "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(url + "/api/status", timeout=2).read()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < end, (folder / "server.log").read_text()
        yield url
    finally:
        processes = [*psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []
        process.terminate()
        process.wait(20)
        for left in psutil.wait_procs(processes, timeout=10)[1]:
            left.kill()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


class Lab:
    """A notebook that is open in JupyterLab."""

    def __init__(self, page, server, name, screenshots):
        self.page, self.name, self.screenshots = page, name, screenshots
        page.goto(f"{server}/lab/tree/{name}?reset")
        self.panel = page.locator(".jp-NotebookPanel")
        self.panel.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
        self.wait_idle()

    def cell(self, number):
        """The code cell of a number, from 0."""
        return self.panel.locator(".jp-CodeCell").nth(number)

    def select(self, number):
        self.cell(number).locator(".jp-InputPrompt").click()
        expect(self.cell(number)).to_have_class(re.compile("jp-mod-active"))
        # Keys reach the notebook only while it has the focus, which JupyterLab gives it a moment after it is opened.
        self.page.wait_for_function("document.activeElement.closest('.jp-Notebook') !== null")

    def run(self, number, wait=True, timeout=120_000):
        prompt = self.cell(number).locator(".jp-InputPrompt")
        before = prompt.text_content()
        # JupyterLab drops the key while it still binds the notebook to its kernel; a user would press again.
        for last in (False, False, True):
            self.select(number)
            self.page.keyboard.press("Control+Enter")
            try:
                expect(prompt).not_to_have_text(before, timeout=15_000)
                break
            except AssertionError:
                if last:
                    raise
        if wait:
            expect(self.cell(number).locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=timeout)

    def wait_idle(self):
        self.panel.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=60_000)

    def output(self, number):
        return self.cell(number).locator(".jp-OutputArea-output")

    def screenshot(self, name, element=None):
        self.screenshots.mkdir(parents=True, exist_ok=True)
        (element or self.page).screenshot(path=self.screenshots / f"{name}.png")


@pytest.fixture
def lab(browser, server, output):
    pages = []

    def open_notebook(name):
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(30_000)
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog was opened: {dialog.message}"))
        pages.append(page)
        return Lab(page, server, name, output / "screenshots")

    yield open_notebook
    for page in pages:
        page.close()


@pytest.mark.parametrize("place", ["local", "workspace"])
def test_the_example_runs_cell_by_cell_and_shows_its_pictures(lab, folder, service, place):
    notebook = nbformat.read(folder / "01-first-hunt.ipynb", as_version=4)
    if place == "workspace":
        line = next(cell for cell in notebook.cells if cell.source == "%kql local")
        line.source = f"%kql {service.connection}"
        nbformat.write(notebook, folder / "workspace.ipynb")
    hunt = lab("01-first-hunt.ipynb" if place == "local" else "workspace.ipynb")
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


def test_the_stop_button_stops_a_loop_and_state_is_kept(lab):
    loop = lab("loop.ipynb")
    loop.run(0)
    loop.run(1, wait=False)
    expect(loop.cell(1).locator(".jp-InputPrompt")).to_have_text("[*]:")
    loop.page.locator("[data-command='notebook:interrupt-kernel'], [data-jp-item-name='interrupt']").first.click()
    expect(loop.cell(1).locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
    loop.screenshot("stopped")
    loop.run(2)

    expect(loop.output(2)).to_have_text("18")


def test_members_are_completed_in_a_popup(lab):
    notebook = lab("completion.ipynb")
    notebook.run(0)
    notebook.cell(1).locator(".cm-content").click()
    notebook.page.keyboard.press("End")
    notebook.page.keyboard.press("Tab")
    popup = notebook.page.locator(".jp-Completer:visible, .cm-tooltip-autocomplete")
    expect(popup.first).to_contain_text("append")
    notebook.screenshot("completion")


def test_nothing_of_a_hostile_row_is_interpreted(lab, folder):
    notebook = lab("hostile.ipynb")
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


def test_interrupting_a_query_stops_it_at_the_service(lab, folder, service):
    slow = "range a from 1 to 100000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 100000 step 1" \
           " | extend k = 1) on k | summarize slowest = sum(a % 7 * b)"
    write(folder / "slow.ipynb", f"%kql {service.connection}", f"%%kql\n{slow}", "%%kql\nprint answer = 41 + 1")
    notebook = lab("slow.ipynb")
    notebook.run(0)
    notebook.run(1, wait=False)
    service.await_state("slowest", "InProgress")
    notebook.page.locator("[data-command='notebook:interrupt-kernel'], [data-jp-item-name='interrupt']").first.click()
    expect(notebook.cell(1).locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
    service.await_state("slowest", "Cancelled")
    notebook.run(2)
    expect(notebook.output(2).last).to_contain_text("42")
    notebook.screenshot("interrupted-query")

