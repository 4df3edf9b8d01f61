#!/usr/bin/env python3
"""Measures kernels beside each other in one run. See README.md."""

import argparse
import json
import queue
import statistics
import subprocess
import time

import psutil
import zmq
from jupyter_client.manager import KernelManager

PATIENCE = 20
SETTLE = 10

JAVA = {
    "one": "1 + 1",
    "fifty": lambda run: "\n".join(f"int fifty{i} = {i} + {run};" for i in range(50)),
    "cell": lambda i: f"int cell{i} = {i};",
    "lines": 'for (int i = 0; i < 100_000; i++) { System.out.println("line " + i); }',
    "endless": {"loop": "while (true) {}", "sleep": "Thread.sleep(60_000);"},
}
PYTHON = {
    "one": "1 + 1",
    "fifty": lambda run: "\n".join(f"fifty{i} = {i} + {run}" for i in range(50)),
    "cell": lambda i: f"cell{i} = {i}",
    "lines": 'for i in range(100_000): print("line", i)',
    "endless": {"loop": "while True: pass", "sleep": "import time; time.sleep(60)"},
}
KOTLIN = {
    **JAVA,
    "fifty": lambda run: "\n".join(f"val fifty{i} = {i} + {run}" for i in range(50)),
    "cell": lambda i: f"val cell{i} = {i}",
    "lines": 'for (i in 0 until 100_000) { println("line $i") }',
}


class Kernel:
    """A kernel from its launch on."""

    def __init__(self, name):
        self.code = {"python3": PYTHON, "kotlin": KOTLIN}.get(name, JAVA)
        self.launched = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def ready(self):
        """Seconds from the launch to the kernel's first reply. Nothing is asked for twice before it had time to come."""
        self._reply("kernel_info_request", {}, repeat=True)
        return time.perf_counter() - self.launched

    def first_result(self):
        """Seconds to the reply of a first cell."""
        start = time.perf_counter()
        self._reply("execute_request", execution(self.code["one"]))
        return time.perf_counter() - start

    def _reply(self, kind, content, repeat=False):
        socket, session = self.client.shell_channel.socket, self.client.session
        sent = []
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if not sent or repeat:
                message = session.msg(kind, content)
                session.send(socket, message)
                sent.append(message["header"]["msg_id"])
            while socket.poll(2000 if repeat else 60_000):
                _, frames = session.feed_identities(socket.recv_multipart())
                if session.deserialize(frames)["parent_header"].get("msg_id") in sent:
                    return
        raise TimeoutError(f"no reply to {kind}")

    def run(self, code):
        """Seconds to the reply and the idle of a cell, and the number of lines it printed."""
        start = time.perf_counter()
        request = self.client.execute(code)
        session, shell, iopub = self.client.session, self.client.shell_channel.socket, self.client.iopub_channel.socket
        poller = zmq.Poller()
        poller.register(shell, zmq.POLLIN)
        poller.register(iopub, zmq.POLLIN)
        idle, replied, lines = False, False, 0
        while not (idle and replied):
            # A kernel may lose the idle of a cell that prints much; its figure then ends with the reply.
            ready = dict(poller.poll(5_000 if replied else 120_000))
            if not ready:
                if replied:
                    return replied - start, lines
                raise TimeoutError("no end of a cell")
            for socket in ready:
                _, frames = session.feed_identities(socket.recv_multipart())
                message = session.deserialize(frames)
                if message["parent_header"].get("msg_id") != request:
                    continue
                if socket is shell:
                    replied = time.perf_counter()
                    if message["content"]["status"] != "ok":
                        raise ValueError(f"{code!r}: {message['content']}")
                elif message["msg_type"] == "stream":
                    lines += message["content"]["text"].count("\n")
                else:
                    idle = message["content"].get("execution_state") == "idle"
        return time.perf_counter() - start, lines

    def interrupt(self, code):
        """Seconds from the interrupt of a running cell to its reply; None where none comes."""
        request = self.client.execute(code)
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == "execute_input":
                break
        time.sleep(0.3)  # well in the cell, also where a client hears of it before it runs
        start = time.perf_counter()
        self.manager.interrupt_kernel()
        try:
            while self.client.get_shell_msg(timeout=PATIENCE)["parent_header"].get("msg_id") != request:
                pass
        except queue.Empty:
            return None
        return time.perf_counter() - start

    def resident(self):
        """Megabytes of the kernel's process and its children."""
        process = psutil.Process(self.manager.provisioner.process.pid)
        return sum(each.memory_info().rss for each in (process, *process.children(recursive=True))) >> 20


def execution(code):
    return dict(code=code, silent=False, store_history=True, user_expressions={}, allow_stdin=False, stop_on_error=True)


def starts(names, repeats):
    """From the launch to the first reply, to a first result that is asked for at once; and how long one takes later on."""
    taken = {name: {"ready": [], "start": [], "later": []} for name in names}
    for _ in range(repeats):
        for name in names:
            with Kernel(name) as kernel:
                ready = kernel.ready()
                taken[name]["ready"].append(ready)
                taken[name]["start"].append(ready + kernel.first_result())
        for name in names:
            with Kernel(name) as kernel:
                kernel.ready()
                time.sleep(1)
                taken[name]["later"].append(kernel.first_result())
    return {name: {kind: milliseconds(times) for kind, times in kinds.items()} for name, kinds in taken.items()}


def milliseconds(times):
    return round(statistics.median(times) * 1000, 1)


def cells(name, count):
    """Warm figures of one kernel: memory, round trips, fifty statements, again after `count` cells, and printed lines."""
    with Kernel(name) as kernel:
        kernel.client.wait_for_ready(timeout=60)
        kernel.run(kernel.code["one"])
        time.sleep(SETTLE)
        resident = kernel.resident()
        trips = [kernel.run(kernel.code["one"])[0] for _ in range(60)][10:]
        fifty = lambda first: [kernel.run(kernel.code["fifty"](first + i))[0] for i in range(12)]
        fifty(0)
        before = fifty(100)
        grown = [kernel.run(kernel.code["cell"](i))[0] for i in range(count)]
        after = fifty(200)
        kernel.run(kernel.code["lines"])
        seconds, lines = kernel.run(kernel.code["lines"])
        time.sleep(SETTLE)
        resident_after = kernel.resident()
    return {
        "resident_mb": resident,
        "trip_ms": milliseconds(trips),
        "fifty_ms": milliseconds(before),
        "fifty_after_ms": milliseconds(after),
        "cell_ms": [milliseconds(part) for part in (grown[10:110], grown[-100:])] if grown else None,
        "resident_after_mb": resident_after,
        "lines_ms": round(seconds * 1000, 1),
        "lines_arrived": lines,
        "interrupt_ms": {kind: interrupts(name, kind) for kind in ("sleep", "loop")},
    }


def interrupts(name, kind, repeats=5):
    """In a kernel of its own, since not every kernel is usable afterwards."""
    with Kernel(name) as kernel:
        kernel.client.wait_for_ready(timeout=60)
        kernel.run(kernel.code["one"])
        times = []
        for _ in range(repeats):
            taken = kernel.interrupt(kernel.code["endless"][kind])
            if taken is None:
                return f"none within {PATIENCE} s"
            times.append(taken)
    return milliseconds(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernels", nargs="*", default=["vedette", "python3", "java"])
    parser.add_argument("--starts", type=int, default=10, metavar="N", help="launches of each kernel; 0 for none")
    parser.add_argument("--cells", type=int, default=1000, metavar="N", help="cells between the two measures of fifty")
    options = parser.parse_args()
    if options.starts:
        print(json.dumps({"starts_ms": starts(options.kernels, options.starts)}), flush=True)
    for name in options.kernels:
        print(json.dumps({name: cells(name, options.cells)}), flush=True)


if __name__ == "__main__":
    main()
