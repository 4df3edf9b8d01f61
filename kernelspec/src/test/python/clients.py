"""A session with the installed kernel over real sockets, as a front end holds it."""

import queue
import time
from dataclasses import dataclass, field

import pytest
from jupyter_client.manager import KernelManager


def covers(*ids):
    """Names the rows of the protocol's checklist (checklist.py) that a test holds the kernel to."""
    return pytest.mark.covers(*ids)


@dataclass
class Cell:
    """What came back for one cell."""

    reply: dict = None
    published: list = field(default_factory=list)

    @property
    def status(self):
        return self.reply["content"]["status"]

    def contents(self, kind):
        return [message["content"] for message in self.published if message["msg_type"] == kind]

    @property
    def stdout(self):
        return "".join(part["text"] for part in self.contents("stream") if part["name"] == "stdout")

    @property
    def result(self):
        """The plain text of the cell's value."""
        results = self.contents("execute_result")
        return results[0]["data"]["text/plain"] if results else None


class Session:
    """A kernel process and one client of it."""

    def __init__(self, encryption="disabled", kernel="vedette", key=None, **launch):
        self.manager = KernelManager(kernel_name=kernel, transport_encryption=encryption)
        if key is not None:
            self.manager.session.key = key
        self.manager.start_kernel(**launch)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    @property
    def pid(self):
        return self.manager.provisioner.process.pid

    def run(self, code, timeout=60, answer=None, when_busy=None, **options):
        """Runs a cell to its reply and its idle; answers input by `answer` and calls `when_busy` once it runs."""
        request = self.client.execute(code, allow_stdin=answer is not None, **options)
        return self.collect(request, timeout, answer, when_busy)

    def begin(self, code):
        """Sends a cell and returns its request once it runs: an interrupt meets only what runs."""
        request = self.client.execute(code)
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == "execute_input":
                return request

    def collect(self, request, timeout=60, answer=None, when_busy=None):
        cell = Cell()
        end = time.monotonic() + timeout
        idle = False
        while not (idle and cell.reply):
            assert time.monotonic() < end, f"no end of the cell; it published {cell.published[-3:]}"
            if answer is not None and self.client.stdin_channel.msg_ready():
                self.client.stdin_channel.get_msg(timeout=1)
                self.client.input(answer)
            if cell.reply is None and self.client.shell_channel.msg_ready():
                reply = self.client.get_shell_msg(timeout=1)
                if reply["parent_header"].get("msg_id") == request:
                    cell.reply = reply
            try:
                message = self.client.get_iopub_msg(timeout=0.05)
            except queue.Empty:
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            assert not idle, f"published after idle: {message}"
            cell.published.append(message)
            idle = message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
            if when_busy and message["msg_type"] == "execute_input":
                when_busy()
                when_busy = None
        return cell

    def ask(self, kind, **arguments):
        """Another request on shell; its reply's content."""
        request = getattr(self.client, kind)(**arguments)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            reply = self.client.get_shell_msg(timeout=30)
            if reply["parent_header"].get("msg_id") == request:
                return reply["content"]
        raise AssertionError(f"no reply to {kind}")

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()
