"""The startup handshake: the kernel chooses its ports and registers them with its launcher, whose side is written here
from the protocol's specification."""

import hashlib
import hmac
import json
import os
import pathlib
import signal
import socket
import stat
import subprocess
import sys

import jupyter_client
import psutil
import pytest
import zmq
from clients import covers
from jupyter_client.connect import find_connection_file
from zmq.utils.monitor import recv_monitor_message

KEY = "secret-of-the-test"
PORTS = {f"{channel}_port" for channel in ("shell", "iopub", "stdin", "control", "hb")}


def registration_file(path, **changes):
    content = {
        "kernel_id": "kernel", "transport": "tcp", "registration_ip": "127.0.0.1",
        "signature_scheme": "hmac-sha256", "key": KEY,
    }
    path.write_text(json.dumps({**content, **changes}))
    path.chmod(0o600)
    return path


class Launcher:
    """A registration socket, as long-lived as its kernels."""

    def __init__(self, address="127.0.0.1", port=0):
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.ROUTER)
        self.socket.ipv6 = ":" in address
        self.events = self.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED | zmq.EVENT_HANDSHAKE_SUCCEEDED)
        host = f"[{address}]" if ":" in address else address
        if port:
            self.socket.bind(f"tcp://{host}:{port}")
        else:
            port = self.socket.bind_to_random_port(f"tcp://{host}")
        self.address, self.port = address, port

    def file(self, path, **changes):
        return registration_file(path, **{"registration_ip": self.address, "registration_port": self.port, **changes})

    def registration(self, key=KEY, timeout=60):
        """What the next kernel says, and its routing id."""
        assert self.socket.poll(timeout * 1000), "no kernel registered"
        routing, delimiter, signature, content = self.socket.recv_multipart()
        assert delimiter == b"<IDS|MSG>"
        assert signature == sign(content, key)
        return routing, json.loads(content)

    def acknowledge(self, routing, key=KEY, content=b'"ACK"', frames=None):
        self.socket.send_multipart([routing, *(frames or [b"<IDS|MSG>", sign(content, key), content])])

    def accept(self):
        routing, content = self.registration()
        self.acknowledge(routing)
        return content

    def await_event(self, event):
        while True:
            assert self.events.poll(60_000), "it did not happen in time"
            if recv_monitor_message(self.events)["event"] == event:
                return

    def close(self):
        self.socket.disable_monitor()
        self.context.destroy(linger=0)


def sign(content, key=KEY, digest=hashlib.sha256):
    return hmac.new(key.encode(), content, digest).hexdigest().encode() if key else b""


@pytest.fixture
def launcher():
    launcher = Launcher()
    yield launcher
    launcher.close()


@pytest.fixture
def launch(installed):
    """Starts the kernel by its kernelspec's command; what is left of it ends with the test."""
    spec = json.loads((installed / "kernel.json").read_text())
    started = []

    def start(path, through=(), environment=()):
        command = [part.replace("{connection_file}", str(path)) for part in spec["argv"]]
        process = subprocess.Popen(
            [*through, *command], env={**os.environ, **spec["env"], **dict(environment)}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)


class Client:
    """Another client, which knows a kernel's id alone."""

    def __init__(self, identity, key=KEY):
        self.path = pathlib.Path(find_connection_file(f"kernel-{identity}.json"))
        self.client = jupyter_client.BlockingKernelClient()
        self.client.load_connection_file(str(self.path))
        assert self.client.session.key == key.encode()
        self.client.start_channels()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()

    def works(self):
        self.client.wait_for_ready(timeout=60)
        shown = []
        reply = self.client.execute_interactive("6 * 7", timeout=60, output_hook=shown.append)
        results = [message["content"]["data"]["text/plain"] for message in shown if message["msg_type"] == "execute_result"]
        return reply["content"]["status"] == "ok" and results == ["42"]

    def ends(self, process):
        """Asks the kernel to end, and gives what it printed."""
        self.client.shutdown()
        output = "".join(process.communicate(timeout=30))
        assert process.returncode == 0, output
        assert not self.path.exists()
        return output


def written(identity):
    return pathlib.Path(os.environ["JUPYTER_RUNTIME_DIR"]) / f"kernel-{identity}.json"


@covers("C8")
def test_a_kernel_chooses_its_ports_and_registers_them(launcher, launch, tmp_path):
    path = launcher.file(tmp_path / "registration.json", kernel_id="one")
    before = path.read_text()
    process = launch(path)
    routing, told = launcher.registration()

    assert told.pop("kernel_id") == "one"
    assert told.keys() == PORTS and all(isinstance(port, str) for port in told.values())
    # Other clients may look for the file as soon as the launcher knows of the kernel.
    file = json.loads(written("one").read_text())
    assert {name: str(file[name]) for name in PORTS} == told
    assert file["ip"] == "127.0.0.1" and file["transport"] == "tcp"
    assert stat.S_IMODE(written("one").stat().st_mode) == 0o600
    listening = [each for each in psutil.Process(process.pid).net_connections("tcp") if each.status == "LISTEN"]
    assert {str(each.laddr.port) for each in listening} == set(told.values())
    assert {each.laddr.ip.removeprefix("::ffff:") for each in listening} == {"127.0.0.1"}

    launcher.acknowledge(routing)
    launcher.await_event(zmq.EVENT_DISCONNECTED)
    with Client("one") as client:
        assert client.works()
        assert KEY not in client.ends(process)
    assert path.read_text() == before


@covers("C8")
def test_a_launcher_may_answer_late_and_clients_wait_for_it(launcher, launch, tmp_path):
    launch(launcher.file(tmp_path / "registration.json", kernel_id="late"))
    routing, _ = launcher.registration()

    with Client("late") as client:
        request = client.client.kernel_info()
        assert not client.client.shell_channel.socket.poll(1500), "it answers before it is acknowledged"
        launcher.acknowledge(routing)
        assert client.client.get_shell_msg(timeout=60)["parent_header"]["msg_id"] == request
        assert client.works()


@covers("C8")
def test_a_launcher_may_listen_late(launch, tmp_path):
    with socket.socket() as first:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        first.bind(("127.0.0.1", 0))
        first.listen()
        first.settimeout(60)
        port = first.getsockname()[1]
        launch(registration_file(tmp_path / "registration.json", registration_port=port, kernel_id="patient"))
        # Nobody who speaks the protocol is here yet: the kernel is turned away and comes again.
        first.accept()[0].close()
    later = Launcher(port=port)
    try:
        assert later.accept()["kernel_id"] == "patient"
        with Client("patient") as client:
            assert client.works()
    finally:
        later.close()


@covers("C8")
@pytest.mark.parametrize("listens", [True, False])
def test_without_an_acknowledgement_the_kernel_ends_with_a_message(launcher, launch, tmp_path, listens):
    path = launcher.file(tmp_path / "registration.json", kernel_id="lost")
    if not listens:
        launcher.socket.unbind(launcher.socket.last_endpoint)
    process = launch(path)
    if listens:
        launcher.registration()
    output, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"the launcher at tcp://127.0.0.1:{launcher.port} did not acknowledge this kernel within" in errors
    assert KEY not in output + errors
    assert not written("lost").exists()


@covers("C8")
@pytest.mark.parametrize(
    "answer",
    [
        {"key": "another"},
        {"key": ""},
        {"frames": [b"ACK"]},
        {"frames": [b""]},
        {"frames": [b"<IDS|MSG>", sign(b"ACK"), b"NAK"]},
    ],
)
def test_a_wrong_acknowledgement_is_none(launcher, launch, tmp_path, answer):
    process = launch(launcher.file(tmp_path / "registration.json", kernel_id="wrong"))
    routing, _ = launcher.registration()
    launcher.acknowledge(routing, **answer)
    output, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "no acknowledgement signed with the registration file's key" in errors
    assert KEY not in output + errors
    assert not written("wrong").exists()


@covers("C8")
def test_two_kernels_register_on_one_socket_and_each_is_known_by_its_id(launcher, launch, tmp_path):
    processes = {
        identity: launch(launcher.file(tmp_path / f"{identity}.json", kernel_id=identity))
        for identity in ("left", "right")
    }
    heard = [launcher.registration() for _ in processes]
    for routing, _ in reversed(heard):
        launcher.acknowledge(routing)

    assert {told["kernel_id"] for _, told in heard} == set(processes)
    assert len({told[name] for _, told in heard for name in PORTS}) == 10
    for identity, process in processes.items():
        with Client(identity) as client:
            assert client.works()
            client.client.execute_interactive(f'var name = "{identity}";', timeout=60)
            reply = client.client.execute("", user_expressions={"name": "name"}, reply=True, timeout=60)
            assert identity in reply["content"]["user_expressions"]["name"]["data"]["text/plain"]
            client.ends(process)


@covers("C8")
@pytest.mark.parametrize("end", ["shutdown", "kill"])
def test_a_restart_registers_anew_by_the_same_file(launcher, launch, tmp_path, end):
    path = launcher.file(tmp_path / "registration.json", kernel_id="again")
    process = launch(path)
    first = launcher.accept()
    with Client("again") as client:
        client.client.wait_for_ready(timeout=60)
        if end == "shutdown":
            client.client.shutdown(restart=True)
        else:
            process.kill()
        process.wait(30)
    if end == "kill":
        # What the first kernel left behind says nothing of the second.
        left = json.loads(written("again").read_text())
        written("again").write_text(json.dumps({**left, "curve_publickey": "x" * 40, "curve_secretkey": "x" * 40}))
    process = launch(path)
    second = launcher.accept()

    assert second["kernel_id"] == first["kernel_id"]
    file = json.loads(written("again").read_text())
    assert {name: str(file[name]) for name in PORTS} == {name: second[name] for name in PORTS}
    assert "curve_publickey" not in file
    with Client("again") as client:
        assert client.works()
        client.ends(process)


@covers("C8")
def test_a_registration_file_in_the_connection_files_place_gets_the_ports_and_stays(launcher, launch):
    path = launcher.file(written("there"), kernel_id="there")
    for _ in range(2):
        process = launch(path)
        told = launcher.accept()
        assert {name: str(json.loads(path.read_text())[name]) for name in PORTS} == {name: told[name] for name in PORTS}
        assert json.loads(path.read_text())["registration_port"] == launcher.port
        with Client("there") as client:
            assert client.works()
            client.client.shutdown()
            assert process.wait(30) == 0
    assert path.exists()


@covers("C8")
@pytest.mark.parametrize(
    ("address", "changes"),
    [
        ("127.0.0.1", {"ip": "127.0.0.1", "registration_port": "as text"}),
        ("127.0.0.1", {"registration_ip": "localhost"}),
        ("127.0.0.2", {}),
        ("::1", {}),
    ],
)
def test_each_form_of_the_file(launch, tmp_path, address, changes):
    launcher = Launcher(address)
    try:
        if "registration_port" in changes:
            changes = {**changes, "registration_port": str(launcher.port)}
        process = launch(launcher.file(tmp_path / "registration.json", kernel_id="form", **changes))
        told = launcher.accept()
        file = json.loads(written("form").read_text())
        assert file["ip"] == changes.get("registration_ip", address)
        with socket.create_connection((file["ip"], int(told["shell_port"])), timeout=10):
            pass
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    finally:
        launcher.close()


@covers("C8")
def test_the_scheme_of_the_file_signs_the_handshake(launcher, launch, tmp_path):
    launch(launcher.file(tmp_path / "registration.json", kernel_id="scheme", signature_scheme="hmac-sha512"))
    assert launcher.socket.poll(60_000)
    routing, _, signature, content = launcher.socket.recv_multipart()
    assert signature == sign(content, digest=hashlib.sha512)
    launcher.acknowledge(routing, frames=[b"<IDS|MSG>", sign(b"ACK", digest=hashlib.sha512), b"ACK"])

    with Client("scheme") as client:
        assert client.works()


@covers("C8")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"registration_port": 0}, "registration_port must be a port"),
        ({"registration_port": "x"}, "registration_port must be a port"),
        ({"registration_ip": "no.such.host.invalid"}, "registration_ip cannot be reached"),
        ({"kernel_id": None}, "kernel_id is missing"),
        ({"transport": "ipc"}, "transport must be tcp"),
    ],
)
def test_a_broken_registration_file_is_told_without_its_key(launcher, launch, tmp_path, changes, message):
    process = launch(launcher.file(tmp_path / "registration.json", **changes))
    output, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert message in errors and str(tmp_path) in errors
    assert KEY not in output + errors


@covers("C8")
def test_an_address_that_cannot_be_bound_ends_the_kernel_at_once(launcher, launch, tmp_path):
    process = launch(launcher.file(tmp_path / "registration.json", kernel_id="far", ip="192.0.2.1"))
    output, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "cannot listen on tcp://192.0.2.1" in errors
    assert not written("far").exists()


PARENT = """
import os, subprocess, sys
subprocess.Popen(sys.argv[1:], env={**os.environ, "JPY_PARENT_PID": str(os.getpid())})
sys.stdin.read()
"""


@covers("C8")
@pytest.mark.parametrize("end", ["signal", "parent"])
def test_the_written_file_goes_with_the_kernel(launcher, launch, tmp_path, end):
    path = launcher.file(tmp_path / "registration.json", kernel_id="gone")
    started = launch(path, through=[sys.executable, "-c", PARENT] if end == "parent" else ())
    launcher.accept()
    with Client("gone") as client:
        client.client.wait_for_ready(timeout=60)
        ours = psutil.Process(started.pid)
        kernel = ours.children()[0] if end == "parent" else ours
        assert written("gone").exists()
        if end == "signal":
            started.send_signal(signal.SIGTERM)
            started.wait(30)
        else:
            started.kill()
            started.wait(30)
            assert psutil.wait_procs([kernel], timeout=30)[1] == []
    assert not written("gone").exists()
