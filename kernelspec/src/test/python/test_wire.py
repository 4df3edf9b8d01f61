"""Messages that no well-behaved client sends: the kernel drops or answers them, and lives on."""

import json

import pytest

DELIMITER = b"<IDS|MSG>"


@pytest.fixture
def send(session):
    """Sends frames on the shell channel as they are."""
    return session.client.shell_channel.socket.send_multipart


@pytest.fixture(autouse=True)
def lives_on(session):
    yield
    assert session.run("6 * 7").result == "42"


def frames(session, header, content, key=None):
    signer = session.client.session
    parts = [header, b"{}", b"{}", content]
    signature = signer.sign(parts) if key is None else key
    return [DELIMITER, signature, *parts]


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


@pytest.mark.parametrize("message", [[b""], [DELIMITER], [DELIMITER, b"x"], [b"a", b"b"], [DELIMITER] + [b""] * 4])
def test_too_few_frames(send, message):
    send(message)


def test_an_unknown_type(session, send):
    send(frames(session, header(session, "brew_request"), b"{}"))


def test_a_lone_surrogate_can_be_saved(session):
    printed = session.run('System.out.println("a" + (char) 0xD83D + "b");')
    value = session.run('"a" + (char) 0xD83D + "b"')

    printed.stdout.encode("utf-8")
    assert value.result == "a\N{REPLACEMENT CHARACTER}b"
