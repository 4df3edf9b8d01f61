"""Sockets under CurveZMQ, as Jupyter's own client asks for them."""

import time

import pytest
import zmq
from clients import Session, covers
from zmq.utils.monitor import recv_monitor_message

REFUSED = {zmq.Event.HANDSHAKE_FAILED_PROTOCOL, zmq.Event.HANDSHAKE_FAILED_NO_DETAIL, zmq.Event.DISCONNECTED}


@pytest.fixture(scope="module")
def encrypted(installed):
    session = Session(encryption="required")
    yield session
    session.close()


def test_cells_input_and_heartbeat_work_under_encryption(encrypted):
    assert encrypted.manager.curve_publickey
    assert encrypted.run("6 * 7").result == "42"
    assert encrypted.run('input("name? ")', answer="Signe").result == "Signe"
    end = time.monotonic() + 60
    while not encrypted.client.hb_channel.is_beating():
        assert time.monotonic() < end, "the heart does not beat"
        time.sleep(0.01)


def test_an_interrupt_arrives_under_encryption(encrypted):
    cell = encrypted.run("while (true) {}", when_busy=encrypted.manager.interrupt_kernel)

    assert cell.reply["content"]["ename"] == "KeyboardInterrupt"
    assert encrypted.run("6 * 7").result == "42"


@covers("C6")
@pytest.mark.parametrize("port", ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"])
def test_a_client_without_keys_is_refused(encrypted, port):
    with zmq.Context() as context, context.socket(zmq.DEALER if port != "iopub_port" else zmq.SUB) as socket:
        socket.linger = 0
        with socket.get_monitor_socket() as monitor:
            socket.connect(f"tcp://{encrypted.manager.ip}:{getattr(encrypted.manager, port)}")
            events = set()
            while not events & REFUSED:
                assert monitor.poll(30_000), f"nothing refused this client; seen: {events}"
                event = zmq.Event(recv_monitor_message(monitor)["event"])
                assert event != zmq.Event.HANDSHAKE_SUCCEEDED
                events.add(event)
            socket.disable_monitor()
