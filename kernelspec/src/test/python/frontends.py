"""Notebooks in JupyterLab and Notebook 7, as a hunter has them before the eyes: in a browser."""

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
needs_browser = pytest.mark.skipif(
    not CHROMIUM,
    reason="no Chromium was found; get one with 'apt-get install chromium', or set CHROMIUM to its program",
)

@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the notebooks lie."""
    return tmp_path_factory.mktemp("notebooks")


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
                f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True", "--JupyterNotebookApp.expose_app_in_browser=True",
                "--LabApp.news_url=", "--LabApp.check_for_updates_class="
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


class Front:
    """A notebook that is open in a front end."""

    ADDRESSES = {"lab": "lab/tree/{}?reset", "notebook": "notebooks/{}"}

    def __init__(self, page, server, name, screenshots, kind):
        self.page, self.name, self.screenshots, self.kind = page, name, screenshots, kind
        page.goto(f"{server}/{self.ADDRESSES[kind].format(name)}")
        self.wait_open()

    def wait_open(self):
        self.panel = self.page.locator(".jp-NotebookPanel")
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

    def prompt(self, number):
        return self.cell(number).locator(".jp-InputPrompt")

    def edit(self, number):
        """Puts the cursor behind a cell's first line."""
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("End")

    def press_until(self, key, shown):
        """Presses a key as a user does who sees nothing come: a front end waits a second for an answer, and no longer."""
        for last in (False, False, True):
            self.page.keyboard.press(key)
            try:
                expect(shown).to_be_visible(timeout=10_000)
                return
            except AssertionError:
                if last:
                    raise

    def menu(self, name, item):
        self.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{name}$")).click()
        self.page.locator(".lm-Menu-itemLabel", has_text=item).first.click()

    def accept(self):
        """Agrees to what a dialog of the front end proposes."""
        self.page.locator(".jp-Dialog .jp-mod-accept").click(timeout=60_000)

    def stop(self):
        self.page.locator("[data-command='notebook:interrupt-kernel'], [data-jp-item-name='interrupt']").first.click()

    def answer(self, question, text):
        """Answers a running cell; what kind of field it asked in."""
        expect(self.panel.locator(".jp-Stdin-prompt").last).to_contain_text(question)
        field = self.panel.locator(".jp-Stdin-input").last
        kind = field.get_attribute("type")
        field.fill(text)
        field.press("Enter")
        return kind

    def run(self, number, wait=True, timeout=120_000):
        prompt = self.prompt(number)
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
            expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=timeout)

    def wait_idle(self):
        """Until the notebook has its kernel; what the page shows looks idle before that too."""
        self.page.wait_for_function(
            "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'", timeout=60_000
        )

    def output(self, number):
        return self.cell(number).locator(".jp-OutputArea-output")

    def screenshot(self, name, element=None):
        self.screenshots.mkdir(parents=True, exist_ok=True)
        (element or self.page).screenshot(path=self.screenshots / f"{name}.png")


@pytest.fixture
def front(browser, server, output):
    pages, dialogs = [], []

    def open_notebook(name, kind="lab"):
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(30_000)
        page.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.accept()))
        pages.append(page)
        return Front(page, server, name, output / "screenshots", kind)

    yield open_notebook
    for page in pages:
        page.close()
    # Leaving a page may ask whether changes shall be lost; nothing else may speak up.
    assert [dialog.message for dialog in dialogs if dialog.type != "beforeunload"] == []
