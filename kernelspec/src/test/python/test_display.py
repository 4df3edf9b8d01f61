"""What values look like over real sockets, and what replaces it."""

import base64

import pytest

from clients import covers

HOSTILE = '"<script>alert(1)</script>"'


@covers("5.1")
def test_a_display_is_updated_and_cleared_where_it_stands(session):
    shown = session.run('var handle = display(Map.of("step", 1));\nhandle.update("two");\nhandle.clear();\nhandle')

    kinds = [m["msg_type"] for m in shown.published if "display" in m["msg_type"] or m["msg_type"] == "execute_result"]
    assert kinds == ["display_data", "update_display_data", "update_display_data"]
    ids = {m["content"]["transient"]["display_id"] for m in shown.published if "display" in m["msg_type"]}
    assert len(ids) == 1
    first, second, last = [m["content"]["data"] for m in shown.published if "display" in m["msg_type"]]
    assert first["text/plain"] == "{step=1}" and "<td" in first["text/html"]
    assert second == {"text/plain": "two"}
    assert last == {"text/html": "", "text/plain": ""}


def test_a_display_is_no_result(session):
    """Peers answer with the id of what they showed."""
    cell = session.run('display("<b>x</b>", "text/html")')

    assert cell.contents("display_data")[0]["data"] == {"text/plain": "<b>x</b>", "text/html": "<b>x</b>"}
    assert cell.result is None


def test_a_picture_is_a_png_with_its_size(session):
    cell = session.run("new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB)")
    content = cell.contents("execute_result")[0]

    assert base64.b64decode(content["data"]["image/png"]).startswith(b"\x89PNG")
    assert content["metadata"]["image/png"] == {"width": 40, "height": 30}
    assert content["data"]["text/plain"] == "BufferedImage 40×30"


@pytest.mark.parametrize(
    "code",
    [
        f"Map.of({HOSTILE}, {HOSTILE})",
        f"record Row(String text) {{}}\nList.of(new Row({HOSTILE}))",
        f"new String[][] {{{{{HOSTILE}}}}}",
        f"new IllegalStateException({HOSTILE})",
        f'Optional.of(Map.of("k", List.of({HOSTILE})))',
    ],
)
def test_markup_in_values_is_text(session, code):
    data = session.run(code).contents("execute_result")[0]["data"]

    assert "&lt;script&gt;" in data["text/html"] and "<script>" not in data["text/html"]
    assert "<script>" in data["text/plain"]


def test_long_values_are_short_messages(session):
    for code in ["new int[10_000_000]", 'Collections.nCopies(1_000_000, Map.of("k", 1))', '"x".repeat(10_000_000)']:
        data = session.run(code).contents("execute_result")[0]["data"]
        assert " shown)" in data["text/plain"]
        assert sum(len(text) for text in data.values()) < 200_000


def test_values_whose_code_fails_break_nothing(session):
    cell = session.run(
        "class Broken implements Displayable {\n"
        '    public MimeBundle toMimeBundle() { throw new IllegalStateException("no look"); }\n'
        '    public String toString() { throw new Error("no words"); }\n'
        "}\n"
        "var ring = new ArrayList<Object>(); ring.add(ring); ring.add(new Broken()); display(ring);\n"
        "new Broken()"
    )

    assert cell.contents("display_data")[0]["data"]["text/plain"] == "[(this ArrayList), (Error in toString of Broken)]"
    assert cell.result == "(Error in toString of Broken)"
    assert "no look" in "".join(part["text"] for part in cell.contents("stream"))
    assert session.run("ring.size()").result == "2"


def test_inspection_tells_documentation_and_at_the_second_level_the_source(session):
    session.run("/** Adds one. */\nint inc(int n) { return n + 1; }")
    code = 'String s = "\N{GRINNING FACE}"; inc(2'
    brief = session.ask("inspect", code=code, cursor_pos=code.index("inc") + 2)
    full = session.ask("inspect", code=code, cursor_pos=code.index("inc") + 2, detail_level=1)

    assert brief["data"]["text/plain"] == "int inc(int n)\n\nAdds one."
    assert brief["data"]["text/html"].startswith("<pre>int inc(int n)</pre>")
    assert full["data"]["text/plain"].endswith("Source:\nint inc(int n) { return n + 1; }")
    inside = session.ask("inspect", code=code, cursor_pos=len(code))
    assert inside["found"] and "int inc(int n)" in inside["data"]["text/plain"]
