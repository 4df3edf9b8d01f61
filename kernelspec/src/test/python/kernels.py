"""The kernels that the protocol's tests run against: ours, and the reference."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """How a kernel's language says what the tests need."""

    kernel: str
    value: str  # the text of 42
    declare: str  # a variable "kept" with 7
    kept: str  # its value
    text: str  # the result's text/plain of the text ab
    fail: str  # an exception
    failure: str  # its name
    broken: str  # what does not compile
    loop: str
    sleep: str  # of a minute
    nap: str  # of 0.3 s
    lines: object  # prints so many lines
    say: object  # prints a text to standard output
    complain: object  # prints a text to standard error
    ask: str  # asks for a line and returns it
    ask_secret: str
    display: str  # shows "shown"
    late: str  # prints from a thread after the cell ended
    child: str  # a child process that prints to both streams
    raw: str  # writes to the descriptor
    page: str
    next_input: object
    complete: tuple  # code that goes on at its end, what is replaced, and the start of what comes for it
    inspect: tuple  # code and cursor of something known
    incomplete: str
    accept_comm: str  # accepts comms for the target "echo" and sends back what comes
    open_comm: str


JAVA = Tongue(
    kernel="vedette",
    value="40 + 2",
    declare="int kept = 7;",
    kept="kept",
    text='"a" + "b"',
    fail='throw new IllegalStateException("on purpose");',
    failure="IllegalStateException",
    broken="int wrong = ;",
    loop="while (true) {}",
    sleep="Thread.sleep(60_000);",
    nap="Thread.sleep(300);",
    lines=lambda count: f'for (int i = 0; i < {count}; i++) {{ System.out.println("line " + i); }}',
    say=lambda text: f'System.out.print("{text}");',
    complain=lambda text: f'System.err.print("{text}");',
    ask='input("name? ")',
    ask_secret='password("word? ")',
    display='display("shown");',
    late='new Thread(() -> { try { Thread.sleep(500); } catch (InterruptedException e) { return; }'
    ' System.out.println("late"); }).start();',
    child='new ProcessBuilder("sh", "-c", "echo out; echo err >&2").inheritIO().start().waitFor();',
    raw='new FileOutputStream(FileDescriptor.out).write("raw\\n".getBytes());',
    page='page("a page");',
    next_input=lambda text: f'setNextInput("{text}");',
    complete=('var x = "\N{GRINNING FACE}\N{GRINNING FACE}"; "text".isBl', "isBl", "isBlank"),
    inspect=("String", 3),
    incomplete="if (true) {",
    accept_comm='comms().accept("echo", (comm, first) -> { comm.send(first);'
    " comm.onMessage((same, message) -> same.send(message)); });",
    open_comm='comms().open("plot", Map.of("n", 1));',
)

PYTHON = Tongue(
    kernel="python3",
    value="40 + 2",
    declare="kept = 7",
    kept="kept",
    text="print('ab', end='')",
    fail='raise ValueError("on purpose")',
    failure="ValueError",
    broken="wrong =",
    loop="while True: pass",
    sleep="import time; time.sleep(60)",
    nap="import time; time.sleep(0.3)",
    lines=lambda count: f'for i in range({count}): print("line", i)',
    say=lambda text: f'print("{text}", end="")',
    complain=lambda text: f'import sys; print("{text}", end="", file=sys.stderr)',
    ask='input("name? ")',
    ask_secret='import getpass; getpass.getpass("word? ")',
    display='display("shown")',
    late="import threading, time\n"
    "def later():\n    time.sleep(0.5); print('late')\n"
    "threading.Thread(target=later).start()",
    child="import subprocess; subprocess.run(['sh', '-c', 'echo out; echo err >&2'])",
    raw="import os; os.write(1, b'raw\\n')",
    page="get_ipython().payload_manager.write_payload("
    "dict(source='page', data={'text/plain': 'a page'}, start=0))",
    next_input=lambda text: f'get_ipython().set_next_input("{text}")',
    complete=('x = "\N{GRINNING FACE}\N{GRINNING FACE}"; "text".isal', "isal", "isalnum"),
    inspect=("str", 2),
    incomplete="if True:",
    accept_comm="def opened(comm, message):\n"
    "    comm.send(message['content']['data'])\n"
    "    comm.on_msg(lambda message: comm.send(message['content']['data']))\n"
    "get_ipython().kernel.comm_manager.register_target('echo', opened)",
    open_comm="import comm; line = comm.create_comm('plot', data={'n': 1})",
)

TONGUES = [JAVA, PYTHON]
