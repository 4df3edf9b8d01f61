"""The example, executed headless."""


import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter


@pytest.fixture(scope="module")
def executed(product, output):
    notebook = nbformat.read(product / "examples/01-first-hunt.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="vedette").execute()
    nbformat.write(notebook, output / "01-first-hunt.ipynb")
    return notebook


def outputs(notebook, kind):
    return [
        output["data"][kind]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if kind in output.get("data", {})
    ]


def test_each_cell_ran(executed):
    cells = [cell for cell in executed.cells if cell.cell_type == "code"]

    assert len(cells) >= 10
    assert all(cell.execution_count for cell in cells)


def test_there_are_frames_a_timeline_and_a_tree(executed):
    html = "".join(outputs(executed, "text/html"))

    assert "<table" in html
    assert "<details" in html
    assert outputs(executed, "application/vnd.vegalite.v5+json")
    assert outputs(executed, "image/png")


def test_the_page_shows_them_without_scripts_of_ours(executed, output):
    page, _ = HTMLExporter().from_notebook_node(executed)
    (output / "01-first-hunt.html").write_text(page, encoding="utf-8")

    assert "<details" in page and "data:image/png;base64," in page
    assert not any("<script" in html.lower() for html in outputs(executed, "text/html"))
