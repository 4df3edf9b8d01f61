#!/usr/bin/env python3
"""Measures how clients of Log Analytics read large answers, beside each other. See README.md."""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LIBRARIES = ROOT / "kernelspec/target/vedette/lib/*"
CLASSES = ROOT / "target/bench-answers"
WORKSPACE = "11111111-2222-3333-4444-555555555555"


def java(home, *arguments):
    return [str(Path(home) / "bin/java") if home else "java", "-cp", f"{LIBRARIES}:{CLASSES}", *arguments]


def python_client(base, rows, repetitions):
    """Microsoft's client for Python, into a pandas frame of the columns' types, as its documentation shows."""
    import pandas
    from azure.core.pipeline.policies import _authentication
    from azure.monitor.query import LogsQueryClient

    class Credential:
        def get_token(self, *scopes, **options):
            from azure.core.credentials import AccessToken

            return AccessToken("bench", int(time.time()) + 3600)

    # Over HTTP, which the policy refuses for good reasons.
    _authentication._enforce_https = lambda request: None
    client = LogsQueryClient(Credential(), endpoint=f"{base}/v1")
    for _ in range(repetitions):
        start = time.perf_counter()
        answer = client.query_workspace(WORKSPACE, f"rows{rows}end", timespan=None, server_timeout=600)
        table = answer.tables[0]
        frame = pandas.DataFrame(table.rows, columns=table.columns)
        assert len(frame) == rows
        print("seconds", time.perf_counter() - start, flush=True)


def measure(command):
    """The seconds of each repetition, and the process's largest memory in MB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    seconds = [float(line.split()[1]) for line in process.stdout if line.startswith("seconds ")]
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[-4:]} failed")
    return seconds, usage.ru_maxrss / 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 500_000])
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--sdk-most", type=int, default=100_000, help="the Java SDK takes a quarter of an hour beyond")
    parser.add_argument("--python", default=sys.executable, help="one that has azure-monitor-query and pandas")
    parser.add_argument("--java-home", default=os.environ.get("JAVA_HOME"))
    parser.add_argument("--as-client", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.as_client:
        base, rows, repetitions = arguments.as_client
        python_client(base, int(rows), int(repetitions))
        return
    CLASSES.mkdir(parents=True, exist_ok=True)
    compiler = str(Path(arguments.java_home) / "bin/javac") if arguments.java_home else "javac"
    subprocess.run([compiler, "-cp", str(LIBRARIES), "-d", str(CLASSES), str(HERE / "Answers.java")], check=True)
    server = subprocess.Popen(
        java(arguments.java_home, "Answers", "serve", *map(str, arguments.rows)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        base = server.stdout.readline().strip()
        print(f"{'client':8} {'rows':>8} {'first':>8} {'later':>8} {'memory':>8}")
        for rows in arguments.rows:
            for client in ["vedette", "python", "sdk"]:
                if client == "sdk" and rows > arguments.sdk_most:
                    continue
                repetitions = 2 if client == "sdk" and rows > 20_000 else arguments.repetitions
                command = (
                    [arguments.python, __file__, "--as-client", base, str(rows), str(repetitions)]
                    if client == "python"
                    else java(arguments.java_home, "Answers", client, base, str(rows), str(repetitions))
                )
                seconds, memory = measure(command)
                later = statistics.median(seconds[1:])
                print(f"{client:8} {rows:8} {seconds[0]:6.2f} s {later:6.2f} s {memory:5.0f} MB", flush=True)
    finally:
        server.stdin.close()
        server.wait()


if __name__ == "__main__":
    main()
