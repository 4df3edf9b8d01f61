"""The kernel as a process: how it is told where to listen, and how it ends."""

import json
import os
import pathlib
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import jupyter_client
import psutil
import pytest
from clients import Session, covers

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")


@pytest.fixture
def processes():
    """Processes that a test starts; what is left of them ends with it."""
    started = []
    yield started
    for process in started:
        try:
            tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
        for each in tree:
            try:
                each.kill()
            except psutil.NoSuchProcess:
                pass
    for process in started:
        process.wait(30)


@pytest.fixture
def launch(installed, processes):
    """Starts the kernel by the kernelspec's command with other arguments for the connection file."""
    spec = json.loads((installed / "kernel.json").read_text())

    def start(*arguments, environment=(), command=None, **options):
        process = subprocess.Popen(
            command or [*spec["argv"][:-1], *map(str, arguments)],
            env={**os.environ, **spec["env"], **dict(environment)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
        )
        processes.append(process)
        return process

    return start


def ports(address="127.0.0.1", family=socket.AF_INET):
    sockets = [socket.socket(family) for _ in CHANNELS]
    try:
        for each in sockets:
            each.bind((address, 0))
        return {f"{channel}_port": each.getsockname()[1] for channel, each in zip(CHANNELS, sockets)}
    finally:
        for each in sockets:
            each.close()


def connection(path, **changes):
    content = {"transport": "tcp", "ip": "127.0.0.1", "key": "secret-of-the-test", "signature_scheme": "hmac-sha256"}
    path.write_text(json.dumps({**content, **ports(), **changes}))
    return path


class Remote:
    """A client of a kernel that it did not start, as a console beside a notebook is."""

    def __init__(self, path, **changes):
        self.client = jupyter_client.BlockingKernelClient()
        self.client.load_connection_info({**json.loads(path.read_text()), **changes})
        if "[" in self.client.ip:
            self.client.context.ipv6 = True
        self.client.start_channels(hb=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()

    def reply(self, request, timeout=90):
        while (message := self.client.get_shell_msg(timeout=timeout))["parent_header"].get("msg_id") != request:
            pass
        return message["content"]

    def published(self, kind, timeout=90):
        while (message := self.client.get_iopub_msg(timeout=timeout))["msg_type"] != kind:
            pass
        return message["content"]

    def ready(self):
        """Returns when the kernel answers and this client hears what it publishes."""
        self.published("iopub_welcome")
        self.reply(self.client.kernel_info())
        return self

    def works(self):
        self.ready()
        return self.reply(self.client.execute("6 * 7"))["status"] == "ok"

    def loops(self, code="while (true) {}"):
        self.ready()
        self.client.execute(code)
        self.published("execute_input")


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


@covers("L2")
@pytest.mark.parametrize("form", ["--connection-file={}", "--connection-file {}", "-f {}", "{}", '--connection-file="{}"'])
def test_each_form_of_the_connection_file_argument_is_understood(launch, tmp_path, form):
    (tmp_path / "with blank").mkdir()
    path = connection(tmp_path / "with blank" / "kernel.json")
    flag, _, rest = form.partition(" ")
    arguments = [flag.format(path)] if not rest else [flag, rest.format(path)]
    launch(*arguments)

    with Remote(path) as remote:
        assert remote.works()


@covers("L2", "C2")
def test_a_tilde_is_the_home_and_a_file_that_is_not_there_is_made_and_taken_away(launch, tmp_path):
    process = launch("--connection-file=~/made.json", environment={"HOME": str(tmp_path)})
    path = tmp_path / "made.json"
    wait_until(lambda: path.exists() and json.loads(path.read_text())["shell_port"])

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Remote(path) as remote:
        assert remote.works()
        remote.client.shutdown()
        process.wait(30)
    assert not path.exists()


@covers("C1", "C2")
@pytest.mark.parametrize(
    ("ip", "reached"),
    [("*", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("localhost", "localhost")],
)
def test_each_form_of_address_with_ports_to_choose(launch, tmp_path, ip, reached):
    if ip == "::1" and not socket.has_ipv6:
        pytest.fail("this machine has no IPv6")
    path = connection(tmp_path / "kernel.json", ip=ip, extra="kept", **{f"{channel}_port": 0 for channel in CHANNELS})
    launch(path)
    wait_until(lambda: json.loads(path.read_text())["shell_port"])
    merged = json.loads(path.read_text())

    assert all(merged[f"{channel}_port"] > 0 for channel in CHANNELS)
    assert merged["extra"] == "kept" and merged["ip"] == ip
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Remote(path, ip=reached) as remote:
        assert remote.works()


@covers("C1")
@pytest.mark.parametrize("scheme", ["hmac-md5", "hmac-sha512"])
def test_other_digests_and_ports_as_text(launch, tmp_path, scheme):
    path = connection(tmp_path / "kernel.json", signature_scheme=scheme)
    content = json.loads(path.read_text())
    for_kernel = tmp_path / "text.json"
    for_kernel.write_text(json.dumps({k: str(v) if k.endswith("_port") else v for k, v in content.items()}))
    launch(for_kernel)

    with Remote(path) as remote:
        assert remote.works()


@covers("C3")
def test_a_port_that_is_taken_ends_the_kernel_at_once_with_a_message(launch, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        path = connection(tmp_path / "kernel.json", iopub_port=taken.getsockname()[1])
        before = path.read_text()
        process = launch(path)
        _, errors = process.communicate(timeout=30)

        assert process.returncode == 1
        assert f"cannot listen on tcp://127.0.0.1:{taken.getsockname()[1]}" in errors
        assert path.read_text() == before


@covers("C5")
def test_ipc_is_refused_clearly(launch, tmp_path):
    process = launch(connection(tmp_path / "kernel.json", transport="ipc"))
    _, errors = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "transport must be tcp" in errors


@covers("K11")
@pytest.mark.parametrize("broken", ["{", "[]", '{"key": "secret-of-the-test"}', '{"ip": 5}'])
def test_a_broken_connection_file_is_told_without_its_key(launch, tmp_path, broken):
    path = tmp_path / "kernel.json"
    path.write_text(broken)
    process = launch(path)
    output, errors = process.communicate(timeout=30)

    assert process.returncode == 1
    assert str(path) in errors and "secret-of-the-test" not in output + errors


@covers("C4")
def test_requests_sent_before_the_kernel_is_up_are_answered_once_each(launch, tmp_path):
    path = connection(tmp_path / "kernel.json")
    with Remote(path) as remote:
        requests = [remote.client.kernel_info() for _ in range(20)]
        launch(path)
        answered = [remote.client.get_shell_msg(timeout=90)["parent_header"]["msg_id"] for _ in requests]

        assert answered == requests
        assert remote.reply(remote.client.execute("1"))["execution_count"] == 1
        assert not remote.client.shell_channel.msg_ready()


@covers("K9")
def test_starting_is_said_once_and_then_nothing_that_nobody_asked_for(launch, tmp_path):
    launch(connection(tmp_path / "kernel.json"))
    with Remote(tmp_path / "kernel.json") as remote:
        remote.ready()
        with_parent, without = [], []
        request = remote.client.execute("1")
        while not (with_parent and with_parent[-1].get("execution_state") == "idle"):
            message = remote.client.get_iopub_msg(timeout=60)
            kind = message["parent_header"].get("msg_id")
            (without if kind is None else with_parent if kind == request else []).append(message["content"])

        assert all(content == {"execution_state": "starting"} for content in without) and len(without) <= 1


@covers("K4", "K5")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_kernel_in_a_loop_and_its_children(launch, tmp_path, number):
    # Below nohup these tests would hand down that this signal is ignored.
    before = signal.signal(number, signal.SIG_DFL)
    try:
        process = launch(connection(tmp_path / "kernel.json"))
    finally:
        signal.signal(number, before)
    with Remote(tmp_path / "kernel.json") as remote:
        remote.loops(
            'var child = new ProcessBuilder("sleep", "600").start();\n'
            "System.out.println(child.pid());\nwhile (true) {}"
        )
        child = psutil.Process(int(remote.published("stream")["text"]))
        began = time.monotonic()
        process.send_signal(number)
        process.wait(20)
        took = time.monotonic() - began

    assert took < 10  # it is less than a second on a machine that does nothing else
    assert psutil.wait_procs([child], timeout=10)[1] == []


@covers("K4")
def test_a_hook_that_hangs_does_not_keep_the_process(launch, tmp_path):
    process = launch(connection(tmp_path / "kernel.json"))
    with Remote(tmp_path / "kernel.json") as remote:
        remote.loops(
            "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) {} }));\nThread.sleep(600_000);"
        )
        remote.client.execute("1")
        process.send_signal(signal.SIGTERM)

        assert process.wait(20) == 143


@covers("K4")
def test_the_interrupt_signal_interrupts_the_cell_and_never_ends_the_kernel(launch, tmp_path):
    process = launch(connection(tmp_path / "kernel.json"))
    with Remote(tmp_path / "kernel.json") as remote:
        remote.ready()
        looping = remote.client.execute("while (true) {}")
        remote.published("execute_input")
        process.send_signal(signal.SIGINT)

        assert remote.reply(looping)["ename"] == "KeyboardInterrupt"
        process.send_signal(signal.SIGINT)
        # The signal may come when the first of them runs already.
        replies = [remote.reply(remote.client.execute("6 * 7", stop_on_error=False)) for _ in range(2)]
        assert replies[-1]["status"] == "ok" and process.poll() is None


PARENT = """
import os, subprocess, sys
variable, *command = sys.argv[1:]
environment = {**os.environ, variable: str(os.getpid())} if variable else os.environ
subprocess.Popen(command, env=environment)
sys.stdin.read()
"""


@covers("K3", "K5")
@pytest.mark.parametrize("variable", ["JPY_PARENT_PID", "VSCODE_PID"])
def test_a_kernel_ends_with_the_process_that_started_it(installed, processes, tmp_path, variable):
    spec = json.loads((installed / "kernel.json").read_text())
    path = connection(tmp_path / "kernel.json")
    environment = {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"}
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, variable, *spec["argv"][:-1], str(path)],
        env={**environment, **spec["env"]}, stdin=subprocess.PIPE,
    )
    processes.append(parent)
    with Remote(path) as remote:
        remote.ready()
        kernel = psutil.Process(parent.pid).children()[0]
        remote.reply(remote.client.execute('new ProcessBuilder("sleep", "600").start();'))
        # The kernel itself may start short-lived ones, for example to learn which C library there is.
        sleeping = [child for child in kernel.children(recursive=True) if child.name() == "sleep"]
        assert len(sleeping) == 1
        everything = [kernel, *sleeping]
        parent.kill()
        parent.wait()

        assert psutil.wait_procs(everything, timeout=30)[1] == []


@covers("K3")
def test_a_kernel_without_a_parent_to_watch_outlives_its_starter(installed, processes, tmp_path):
    spec = json.loads((installed / "kernel.json").read_text())
    path = connection(tmp_path / "kernel.json")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JPY_", "VSCODE_"))}
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, "", *spec["argv"][:-1], str(path)],
        env={**environment, **spec["env"]}, stdin=subprocess.PIPE,
    )
    processes.append(parent)
    with Remote(path) as remote:
        remote.ready()
        kernel = psutil.Process(parent.pid).children()[0]
        parent.kill()
        parent.wait()

        assert remote.reply(remote.client.execute("6 * 7"))["status"] == "ok"
        remote.client.shutdown()
        assert psutil.wait_procs([kernel], timeout=30)[1] == []


@covers("K8")
def test_threads_of_cells_do_not_keep_a_kernel_that_was_asked_to_end(installed):
    session = Session()
    session.run("new Thread(() -> { while (true) {} }).start();")
    kernel = psutil.Process(session.pid)
    session.close()

    assert psutil.wait_procs([kernel], timeout=10)[1] == []


@covers("L4")
def test_the_process_that_jupyter_starts_is_the_jvm_itself(session):
    process = psutil.Process(session.pid)

    assert process.name() == "java"
    assert not process.children()


@covers("K11")
def test_neither_the_key_nor_the_environment_is_in_the_log(launch, tmp_path):
    path = connection(tmp_path / "kernel.json")
    process = launch(path, environment={"JUPYTERHUB_API_TOKEN": "token-of-the-hub"})
    with Remote(path) as remote:
        client = remote.ready().client
        client.shell_channel.socket.send_multipart([b"<IDS|MSG>", b"bad", b"{}", b"{}", b"{}", b"{}"])
        client.shell_channel.send(client.session.msg("brew_request", {}))
        assert remote.reply(client.execute('throw new RuntimeException("expected");'))["status"] == "error"
        client.shutdown()
        output, errors = process.communicate(timeout=30)

    assert "wrong signature" in errors and "brew_request" in errors
    assert "secret-of-the-test" not in output + errors
    assert "token-of-the-hub" not in output + errors


@covers("K10")
def test_twenty_kernels_start_at_once(installed):
    def start(_):
        session = Session()
        try:
            return session.run("6 * 7").result
        finally:
            session.close()

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(start, range(20))) == ["42"] * 20


def test_a_storm_of_restarts_leaves_one_kernel_that_works(installed):
    session = Session()
    try:
        first = psutil.Process(session.pid)
        for _ in range(5):
            session.manager.restart_kernel(now=True)
        session.manager.restart_kernel()
        session.client.wait_for_ready(timeout=60)

        assert session.run("6 * 7").result == "42"
        assert not first.is_running()
        assert session.run("1").reply["content"]["execution_count"] == 2
    finally:
        session.close()


def settle(session):
    """
    Returns when the kernel has done what it does behind the first cell, and its compiler too: when it was quiet for longer
    than the five seconds after which it gives memory back.
    """
    end = time.monotonic() + 120
    computed = None
    while True:
        times = psutil.Process(session.pid).cpu_times()
        if computed is not None and times.user + times.system - computed < 0.1:
            return
        assert time.monotonic() < end, "the kernel computes without end"
        computed = times.user + times.system
        time.sleep(6)


def test_an_idle_kernel_sleeps(session):
    """Its own threads are woken by nothing but messages."""
    session.run("1")
    ours = {"vedette-shell", "vedette-control", "vedette-stdin", "vedette-iopub", "vedette-heartb", "vedette-cell-la",
            "vedette-languag", "vedette-control", "vedette-streams", "vedette-parent"}

    def wakes():
        counts = {}
        for task in pathlib.Path(f"/proc/{session.pid}/task").iterdir():
            status = dict(line.split(":\t", 1) for line in (task / "status").read_text().splitlines() if ":\t" in line)
            if status["Name"].strip() in ours:
                counts[task.name] = int(status["voluntary_ctxt_switches"])
        return counts

    settle(session)
    before, cpu = wakes(), psutil.Process(session.pid).cpu_times()
    assert len(before) >= 6
    time.sleep(3)  # what is tested is that nothing happens
    after, later = wakes(), psutil.Process(session.pid).cpu_times()

    assert sum(after[task] - before[task] for task in before) <= 2
    assert (later.user + later.system) - (cpu.user + cpu.system) < 0.15


def test_a_kernel_that_is_killed_leaves_no_unpacked_libraries(session):
    assert session.run("%%kql\nprint 1").status == "ok"
    maps = pathlib.Path(f"/proc/{session.pid}/maps").read_text().splitlines()
    unpacked = {line.split(maxsplit=5)[5] for line in maps if re.search(r"libduckdb_java|libsqlitejdbc", line)}

    assert unpacked
    assert all(name.endswith(" (deleted)") for name in unpacked)


@pytest.mark.parametrize("cells", [
    ["for (int i = 0; i < 9; i++) { Arrays.fill(new byte[600_000_000], (byte) 1); }"],
    ["var big = new byte[600_000_000]; Arrays.fill(big, (byte) 1);", "big = null;"],
])
def test_what_cells_need_no_longer_goes_back_to_the_system(session, cells):
    process = psutil.Process(session.pid)
    before, size = process.memory_info().rss, 600_000_000
    for code in cells:
        assert session.run(code).status == "ok"

    end = time.monotonic() + 30
    while process.memory_info().rss > before + size / 3:
        assert time.monotonic() < end, "the kernel keeps what no cell needs"
        time.sleep(0.1)


@covers("L1", "L3", "L5", "L7", "C6")
def test_the_kernelspec_says_what_launchers_need(installed, session):
    spec = json.loads((installed / "kernel.json").read_text())

    assert spec["interrupt_mode"] == "message"
    assert "{resource_dir}" not in json.dumps(spec) and "{prefix}" not in json.dumps(spec)
    assert all(pathlib.Path(part).is_absolute() for part in (spec["argv"][0], spec["env"]["VEDETTE_JAVA"]))
    assert installed.name.replace("-", "").isalnum()
    assert spec["language"] == session.ask("kernel_info")["language_info"]["name"]
    assert spec["metadata"]["supported_encryption"] == ["curve"]
    assert spec["kernel_protocol_version"] == "5.6.0"
