"""The example, asked of a workspace: the same notebook with another connection gives the same tables and pictures."""

import re

import nbformat
import pytest
from nbclient import NotebookClient

# Below each result stands where it came from and how long that took.
FOOTER = re.compile(r"[\d,]+ rows? x \d+ cols?[^\n<]*")


def executed(product, connection):
    notebook = nbformat.read(product / "examples/01-first-hunt.ipynb", as_version=4)
    line = next(cell for cell in notebook.cells if cell.source == "%kql local")
    line.source = f"%kql {connection}"
    NotebookClient(notebook, timeout=180, kernel_name="vedette").execute()
    return notebook


@pytest.fixture(scope="module")
def here(product):
    return executed(product, "local")


@pytest.fixture(scope="module")
def there(product, service, output):
    notebook = executed(product, service.connection)
    nbformat.write(notebook, output / "01-first-hunt-emulated.ipynb")
    return notebook


def shown(cell):
    """What a cell shows, without what tells connections apart, and without what progress left when it was done."""
    return [
        {kind: FOOTER.sub("", text) if isinstance(text, str) else text for kind, text in output["data"].items()}
        for output in cell.outputs
        if any(output.get("data", {}).values())
    ]


def test_the_tables_scores_and_pictures_are_the_same(here, there):
    compared = 0
    for local, remote in zip(here.cells, there.cells, strict=True):
        if local.cell_type == "code" and not local.source.startswith("%kql"):
            assert shown(remote) == shown(local), local.source
            compared += len(shown(local))
    assert compared >= 10


def test_the_workspace_answered(there, service):
    texts = [query["Text"] for query in service.queries()]

    assert sum("SecurityEvent" in text for text in texts) >= 3
    assert not any(re.search(r"^scored\b", text, re.MULTILINE) for text in texts)


def test_no_secret_is_in_the_notebook(there, service):
    assert service.address["token"] not in nbformat.writes(there)
