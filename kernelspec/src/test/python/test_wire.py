"""
Messages that no well-behaved client sends: the kernel drops or answers them, and lives on. Run against ipykernel too,
which lives on as well; that ours answers more stands in test_messages.py.
"""

import json

import pytest
from clients import Session, covers
from kernels import JAVA, TONGUES

DELIMITER = b"<IDS|MSG>"
pytestmark = covers("3")


@pytest.fixture(scope="module", params=TONGUES, ids=lambda tongue: tongue.kernel)
def session(request, installed):
    session = Session(kernel=request.param.kernel)
    session.tongue = request.param
    yield session
    session.close()


@pytest.fixture
def send(session):
    """Sends frames on the shell channel as they are."""
    return session.client.shell_channel.socket.send_multipart


@pytest.fixture(autouse=True)
def lives_on(session):
    yield
    if session.tongue is not JAVA:
        session.run("1")  # ipykernel takes a code that is no text for a failure, and aborts the cell behind it
    assert session.run("6 * 7").result == "42"
    assert session.client.hb_channel.is_beating()


def frames(session, header, content, key=None):
    signer = session.client.session
    parts = [header, b"{}", b"{}", content]
    signature = signer.sign(parts) if key is None else key
    return [DELIMITER, signature, *parts]


def replies_until_asked_again(session):
    """The ids of the requests that were answered on shell, up to the answer to one more."""
    last = session.client.kernel_info()
    answered = []
    while last not in answered:
        answered.append(session.client.get_shell_msg(timeout=30)["parent_header"].get("msg_id"))
    return answered


def header(session, kind):
    return json.dumps(session.client.session.msg_header(kind), default=str).encode()


def test_a_wrong_signature(session, send):
    content = b'{"code": "System.exit(9);"}'
    send(frames(session, header(session, "execute_request"), content, key=b"0" * 64))


def test_an_empty_signature(session, send):
    send(frames(session, header(session, "execute_request"), b'{"code": "1"}', key=b""))


def test_a_replayed_message(session, send):
    message = frames(session, header(session, "kernel_info_request"), b"{}")
    send(message)
    send(message)


@pytest.mark.parametrize("broken", [b"{", b"", b"\xff\xfe", b"null", b"[]", b'{"a": NaN}', b"{} {}"])
def test_a_header_that_is_no_json_object(session, send, broken):
    send(frames(session, broken, b"{}"))


@pytest.mark.parametrize("broken", [b"{", b"\xff", b"null", b"[1]", b'{"code": 7}', b"{}"])
def test_content_that_is_malformed_or_lacks_its_fields(session, send, broken):
    for kind in ("execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request"):
        send(frames(session, header(session, kind), broken))


def test_a_signature_in_capitals(session, send):
    """Nothing comes of it; earlier requests may still be answered meanwhile."""
    message = frames(session, header(session, "kernel_info_request"), b"{}")
    message[1] = message[1].upper()
    send(message)

    assert json.loads(message[2])["msg_id"] not in replies_until_asked_again(session)


def test_more_frames_than_a_message_has_are_buffers(session, send):
    message = [*frames(session, header(session, "kernel_info_request"), b"{}"), b"one", b"", b"three" * 1000]
    send(message)

    assert json.loads(message[2])["msg_id"] in replies_until_asked_again(session)


@pytest.mark.parametrize("fields", [{}, {"msg_id": None, "session": 7}, {"subshell_id": None, "extra": [1]}])
def test_a_header_with_little_more_than_its_type(session, send, fields):
    send(frames(session, json.dumps({"msg_type": "kernel_info_request", **fields}).encode(), b"{}"))


def test_null_for_metadata_and_content(session, send):
    parts = [header(session, "kernel_info_request"), b"{}", b"null", b"null"]
    send([DELIMITER, session.client.session.sign(parts), *parts])


def test_a_string_beyond_twenty_megabytes(session):
    text = "x" * (21 << 20)
    cell = session.run(f'"{text}".length()' if session.tongue is JAVA else f'len("{text}")')

    # A constant of Java's class files has 64 kB; the message itself is read and answered either way.
    assert cell.status == ("error" if session.tongue is JAVA else "ok")


def test_a_cell_of_ten_megabytes_that_is_mostly_comment(session):
    comment = "//" if session.tongue is JAVA else "#"
    line = f"{comment} {'x' * 1000}\n"

    assert session.run(line * 10_000 + "6 * 7").result == "42"


@pytest.mark.parametrize("message", [[b""], [DELIMITER], [DELIMITER, b"x"], [b"a", b"b"], [DELIMITER] + [b""] * 4])
def test_too_few_frames(send, message):
    send(message)


def test_an_unknown_type(session, send):
    send(frames(session, header(session, "brew_request"), b"{}"))


@pytest.fixture(scope="module")
def unsigned(installed, tmp_path_factory):
    """A kernel whose connection file has no key."""
    session = Session(key=b"")
    yield session
    session.close()


def test_without_a_key_every_signature_is_believed(unsigned):
    for signature in (b"", b"whatever"):
        parts = [header(unsigned, "kernel_info_request"), b"{}", b"{}", b"{}"]
        unsigned.client.shell_channel.socket.send_multipart([DELIMITER, signature, *parts])
        assert unsigned.client.get_shell_msg(timeout=30)["content"]["status"] == "ok"
    assert unsigned.run("6 * 7").result == "42"
