#!/usr/bin/env python3
"""Measures completion and inspection of kernels beside each other in one run. See README.md."""

import argparse
import json
import statistics
import time

import psutil
from jupyter_client.manager import KernelManager

JAVA = {
    "declare": 'var text = "some text";\nvar words = new ArrayList<String>(List.of("a", "b"));\nint count = 3;',
    "complete": ["text.subs", "words.stream().fil", "words.get(0).len", "coun", "Strin", "Math.ma",
                 "for (var word : words) { word.is", "words.forEach(word -> System.out.pri"],
    "inspect": ["text.substring", "words.stream", "Math.max", "words"],
}
PYTHON = {
    "declare": 'text = "some text"\nwords = ["a", "b"]\ncount = 3',
    "complete": ["text.spl", "words.app", "words[0].len", "coun", "str.", "import os; os.pa",
                 "for word in words: word.is", "words.sort(key=lambda word: word.up"],
    "inspect": ["text.split", "words.append", "max", "words"],
}


class Kernel:
    """A kernel with some names declared."""

    def __init__(self, name):
        self.code = PYTHON if name.startswith("python") else JAVA
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.client.execute_interactive(self.code["declare"], timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def cpu(self):
        """Milliseconds that the kernel has computed, compiler threads included."""
        times = psutil.Process(self.manager.provisioner.process.pid).cpu_times()
        return (times.user + times.system) * 1000

    def ask(self, kind, code):
        """Milliseconds to the reply, and its content."""
        start = time.perf_counter()
        request = getattr(self.client, kind)(code, len(code))
        while True:
            reply = self.client.get_shell_msg(timeout=60)
            if reply["parent_header"].get("msg_id") == request:
                return (time.perf_counter() - start) * 1000, reply["content"]


def measure(name, rounds):
    with Kernel(name) as kernel:
        time.sleep(1)  # as a user does, who has to read and to type
        cpu = kernel.cpu()
        first, content = kernel.ask("complete", kernel.code["complete"][0])
        assert content["matches"], content
        figures = {"first_ms": first, "first_cpu_ms": kernel.cpu() - cpu}
        for kind in ("complete", "inspect"):
            # The first rounds warm up; what a user meets later is what counts.
            for _ in range(rounds):
                for code in kernel.code[kind]:
                    kernel.ask(kind, code)
            cpu = kernel.cpu()
            warm = [kernel.ask(kind, code)[0] for _ in range(rounds) for code in kernel.code[kind]]
            figures[f"{kind}_cpu_ms"] = (kernel.cpu() - cpu) / len(warm)
            figures[f"{kind}_ms"] = statistics.median(warm)
            figures[f"{kind}_worst_ms"] = max(warm)
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernels", nargs="*", default=["vedette", "python3"])
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="times that each text is completed")
    parser.add_argument("--starts", type=int, default=3, metavar="N", help="launches of each kernel")
    options = parser.parse_args()
    taken = {name: [] for name in options.kernels}
    for _ in range(options.starts):
        for name in options.kernels:
            taken[name].append(measure(name, options.rounds))
    for name, runs in taken.items():
        median = {key: round(statistics.median(run[key] for run in runs), 1) for key in runs[0]}
        print(json.dumps({name: median}), flush=True)


if __name__ == "__main__":
    main()
