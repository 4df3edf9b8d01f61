#!/usr/bin/env python3
"""Several clients talk with one kernel for a long time and misbehave at times. See README.md."""

import argparse
import collections
import json
import queue
import random
import statistics
import threading
import time

import psutil
import zmq
from jupyter_client.manager import KernelManager

PATIENCE = 120
SETTLE = "System.gc(); Thread.sleep(200); System.gc();"
HEAP = "Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()"


class Client:
    """One of the clients: sends a request, and counts what does not come back."""

    def __init__(self, soak, number):
        self.soak, self.number = soak, number
        self.random = random.Random(soak.options.seed * 1000 + number)
        self.cells = 0
        self.connect()

    def connect(self):
        self.client = self.soak.manager.blocking_client()
        self.client.start_channels(hb=False)
        # From the welcome on nothing that is published is missed.
        self.published(lambda message: message["msg_type"] == "iopub_welcome")

    def published(self, wanted):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                continue
            if wanted(message):
                return message
        raise TimeoutError

    def request(self, kind, content, channel="shell", replied=True, **header):
        """A request to its reply and its idle; the reply's content and the printed text."""
        message = self.client.session.msg(kind, content)
        message["header"].update(header)
        self.soak.count(kind)
        getattr(self.client, f"{channel}_channel").send(message)
        reply, text = None, []
        try:
            if replied:
                take = getattr(self.client, f"get_{channel}_msg")
                while (reply := take(timeout=PATIENCE))["parent_header"].get("msg_id") != message["msg_id"]:
                    self.soak.fault("reply to nobody")
        except queue.Empty:
            self.soak.fault(f"lost reply: {kind}")
            return {}, ""

        def ends(seen):
            if seen["parent_header"].get("msg_id") != message["msg_id"]:
                return False
            if seen["msg_type"] == "stream":
                text.append(seen["content"]["text"])
            return seen["content"].get("execution_state") == "idle"

        try:
            self.published(ends)
        except TimeoutError:
            self.soak.fault(f"lost idle: {kind}")
        return (reply["content"] if reply else {}), "".join(text)

    def execute(self, code, **header):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False,
                   "stop_on_error": self.random.random() < 0.2}
        return self.request("execute_request", content, **header)

    # What a client does

    def run(self):
        code = self.random.choice(["6 * 7", f"int v{self.number} = {self.random.randrange(1000)};", f'"{self.number}".repeat(9)',
                                   "record R(int n) {}\nnew R(1)", "java.util.stream.IntStream.range(0, 99).sum()"])
        self.execute(code)

    def lines(self):
        count = self.random.randrange(1, 5000)
        reply, text = self.execute(f'for (int i = 0; i < {count}; i++) {{ System.out.println("line " + i); }}')
        if reply.get("status") == "ok" and text != "".join(f"line {i}\n" for i in range(count)):
            self.soak.fault("wrong output")

    def error(self):
        self.execute(self.random.choice(["int wrong = ;", 'throw new IllegalStateException("x");', "nosuch", "1 / 0"]))

    def displays(self):
        self.execute('var shown = display("a");\nfor (int i = 0; i < 50; i++) { shown.update(i); }')

    def threads(self):
        self.execute("try (var pool = Executors.newFixedThreadPool(4)) { for (int i = 0; i < 8; i++)"
                     " { pool.submit(() -> System.out.println(Thread.currentThread().getName())); } }")

    def nap(self):
        self.execute(f"Thread.sleep({self.random.randrange(400)});")

    def loop(self):
        """Runs until somebody interrupts it; an interrupt that comes before it runs finds nothing, so more follow."""
        ended = threading.Event()

        def interrupt():
            while not ended.wait(self.random.uniform(0.1, 1)):
                self.interrupt_apart()

        interrupter = threading.Thread(target=interrupt)
        interrupter.start()
        self.execute("while (true) {}")
        ended.set()
        interrupter.join()

    def questions(self):
        code = '"text".isBl'
        self.request("complete_request", {"code": code, "cursor_pos": len(code)})
        self.request("inspect_request", {"code": "String", "cursor_pos": 3, "detail_level": 0})
        self.request("is_complete_request", {"code": "if (true) {"})
        self.request("history_request", {"hist_access_type": "tail", "n": 5, "raw": True, "output": False})
        self.request("comm_info_request", {})

    def control(self):
        self.request("kernel_info_request", {}, channel="control")
        self.request("usage_request", {}, channel="control")

    def subshell(self):
        made, _ = self.request("create_subshell_request", {}, channel="control")
        self.execute("6 * 7", subshell_id=made.get("subshell_id"))
        self.request("delete_subshell_request", {"subshell_id": made.get("subshell_id")}, channel="control")

    def comm(self):
        name = f"{self.number}-{self.random.random()}"
        self.request("comm_open", {"comm_id": name, "target_name": "nosuch", "data": {}}, replied=False)

    def interrupt(self):
        self.request("interrupt_request", {}, channel="control")

    def interrupt_apart(self):
        session = self.client.session.clone()
        with self.soak.context.socket(zmq.DEALER) as socket:
            socket.linger = 1000
            socket.connect(f"tcp://{self.soak.manager.ip}:{self.soak.manager.control_port}")
            session.send(socket, session.msg("interrupt_request", {}))
            socket.poll(PATIENCE * 1000)

    def garbage(self):
        socket = self.client.shell_channel.socket
        noise = [bytes(self.random.randrange(256) for _ in range(self.random.randrange(40))) for _ in range(6)]
        for frames in ([b""], noise, [b"<IDS|MSG>", *noise], [b"<IDS|MSG>", b"0" * 64, b"{}", b"{}", b"{}", b"{}"]):
            socket.send_multipart(frames)

    def reconnect(self):
        self.client.stop_channels()
        self.connect()

    def vanish(self):
        """Asks and goes away before the answer."""
        self.client.execute("Thread.sleep(50); 1")
        self.reconnect()

    WEIGHTS = {
        "run": 30, "lines": 10, "error": 10, "displays": 5, "threads": 3, "nap": 5, "loop": 2, "questions": 10,
        "control": 8, "subshell": 4, "comm": 4, "interrupt": 3, "garbage": 4, "reconnect": 1, "vanish": 1,
    }

    def work(self):
        while not self.soak.over.is_set():
            action = self.random.choices(list(self.WEIGHTS), self.WEIGHTS.values())[0]
            try:
                getattr(self, action)()
            except Exception as e:  # a fault of the kernel or of this script; both are told
                self.soak.fault(f"{action}: {type(e).__name__}: {e}")
                self.reconnect()
        self.client.stop_channels()


class Soak:
    def __init__(self, options):
        self.options = options
        self.lock = threading.Lock()
        self.requests, self.faults = collections.Counter(), collections.Counter()
        self.over = threading.Event()
        self.context = zmq.Context()
        self.beats, self.resident, self.thread_counts = [], [], []
        self.manager = KernelManager(kernel_name=options.kernel)
        self.manager.start_kernel()
        self.process = psutil.Process(self.manager.provisioner.process.pid)

    def count(self, kind):
        with self.lock:
            self.requests[kind] += 1

    def fault(self, text):
        with self.lock:
            self.faults[text] += 1

    def beat(self):
        """Milliseconds for an echo."""
        with self.context.socket(zmq.REQ) as socket:
            socket.linger = 0
            socket.connect(f"tcp://{self.manager.ip}:{self.manager.hb_port}")
            start = time.perf_counter()
            socket.send(b"ping")
            if not socket.poll(30_000):
                self.fault("no heartbeat")
            return (time.perf_counter() - start) * 1000

    def watch(self):
        while not self.over.wait(self.options.every):
            self.beats.append(self.beat())
            self.resident.append(self.process.memory_info().rss >> 20)
            self.thread_counts.append(self.process.num_threads())

    def measure(self):
        """What the kernel holds when it has nothing to do."""
        client = self.manager.blocking_client()
        client.start_channels(hb=False)
        heap = []
        for code in (SETTLE, HEAP):
            client.execute_interactive(
                code, timeout=PATIENCE, allow_stdin=False,
                output_hook=lambda message: heap.append(message["content"].get("data", {}).get("text/plain", "")),
            )
        client.stop_channels()
        return {"heap_mb": int(max(heap)) >> 20, "resident_mb": self.process.memory_info().rss >> 20,
                "threads": self.process.num_threads()}

    def run(self):
        clients = [Client(self, number) for number in range(self.options.clients)]
        # What is loaded once for all that will be asked is no growth.
        for client in clients:
            for action in client.WEIGHTS:
                for _ in range(5):
                    getattr(client, action)()
        before = self.measure()
        workers = [threading.Thread(target=client.work) for client in clients]
        watcher = threading.Thread(target=self.watch)
        for thread in (*workers, watcher):
            thread.start()
        self.over.wait(self.options.minutes * 60)
        self.over.set()
        for thread in (*workers, watcher):
            thread.join()
        after = self.measure()
        alive = self.manager.is_alive()
        self.manager.shutdown_kernel()
        return {
            "requests": dict(self.requests), "faults": dict(self.faults), "alive": alive, "before": before, "after": after,
            "heartbeat_ms": {"median": round(statistics.median(self.beats), 1), "worst": round(max(self.beats), 1)},
            "resident_mb": {"median": statistics.median(self.resident), "most": max(self.resident)},
            "most_threads": max(self.thread_counts),
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kernel", default="vedette")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=float, default=2, metavar="SECONDS", help="between two looks at the process")
    report = Soak(parser.parse_args()).run()
    print(json.dumps(report, indent=2))
    raise SystemExit(bool(report["faults"]) or not report["alive"])


if __name__ == "__main__":
    main()
