"""Two notebooks that stand before the same service: Kqlmagic's, on Python's kernel, and ours."""

import ast
import html
import os
import pathlib
import re
import subprocess
import sys

from conftest import VEDETTE

sys.path.append(str(pathlib.Path(__file__).parents[1]))

from clients import Session  # noqa: E402

QUIET = (
    "show_what_new=False;check_magic_version=False;show_init_banner=False;enable_sso=False;"
    "enable_add_items_to_help=False;auto_popup_schema=False"
)


def install(prefix):
    """Our kernel, installed for these tests alone; they ask for no quick start."""
    for variable in ["JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]:
        folder = prefix / variable.lower()
        folder.mkdir()
        os.environ[variable] = str(folder)
    subprocess.run(
        [VEDETTE, "install", "--no-cache", "--prefix", prefix], check=True, capture_output=True, timeout=300
    )
    os.environ["JUPYTER_PATH"] = str(prefix / "share/jupyter")


class Notebook:
    """A kernel in a folder of its own, connected to a relay."""

    kernel = None
    variables = {}

    def __init__(self, relay, emulator, folder):
        self.relay = relay
        self.folder = folder
        folder.mkdir()
        environment = {**os.environ, "TOKEN": emulator["token"], **self.variables}
        self.workspace = emulator["workspace"]
        self.session = Session(kernel=self.kernel, cwd=str(folder), env=environment)
        self.begin()

    def run(self, source, **options):
        return self.session.run(source, **options)

    def kql(self, query, first=""):
        """A cell of KQL."""
        return self.run(f"%%kql {first}\n{query}")

    def close(self):
        self.session.close()

    @staticmethod
    def text(cell):
        """All that a cell shows and says, without its markup."""
        parts = [cell.reply["content"].get("evalue", ""), "\n".join(cell.reply["content"].get("traceback", []))]
        for content in (message["content"] for message in cell.published):
            data = content.get("data", {})
            parts += [content.get("text", ""), data.get("text/plain", ""), data.get("text/html", "")]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", " ".join(parts))).replace("\xa0", " ").split())


class Kqlmagic(Notebook):
    kernel = "python3"
    variables = {
        "KQLMAGIC_LOAD_MODE": "silent", "KQLMAGIC_NOTEBOOK_APP": "jupyternotebook", "KQLMAGIC_CONFIGURATION": QUIET
    }

    def begin(self):
        assert self.run("%reload_ext Kqlmagic").status == "ok"
        self.connect()

    def connect(self):
        # Kqlmagic says nothing where this works, and prints what is wrong where it does not.
        cell = self.run(
            f"%kql loganalytics://workspace='{self.workspace}';appkey=$TOKEN;alias='soc'"
            f";datasourceurl='{self.relay.address}'"
        )
        assert "rror" not in self.text(cell), self.text(cell)

    def value(self, expression):
        """What an expression of Python is, as far as its literal says it."""
        cell = self.run(f"print(repr({expression}))")
        assert cell.status == "ok", self.text(cell)
        return ast.literal_eval(cell.stdout)


class Vedette(Notebook):
    kernel = "vedette"

    def begin(self):
        self.connect()

    def connect(self, workspace=None, alias="soc", options=""):
        cell = self.run(
            f"%kql loganalytics://workspace='{workspace or self.workspace}';alias='{alias}'"
            f";endpoint='{self.relay.address}';token=$TOKEN {options}"
        )
        assert cell.status == "ok", self.text(cell)

    def value(self, expression):
        """The text of an expression of Java."""
        cell = self.run(expression)
        assert cell.status == "ok", self.text(cell)
        return cell.result

    def types(self, name):
        return self.value(f"{name}.columns().stream().map(column -> column.type().name()).toList()")

    def row(self, name, row):
        """A row as text, column by column."""
        return self.value(
            f'String.join("\\t", {name}.columns().stream()'
            f'.map(column -> column.isMissing({row}) && !column.type().name().equals("STRING")'
            f' ? "null" : column.getString({row})).toList())'
        ).split("\t")
