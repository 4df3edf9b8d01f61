"""The command that these clients are served by."""

import json
import pathlib
import signal
import subprocess

from conftest import VEDETTE


def test_a_signal_ends_it_and_leaves_nothing_behind():
    process = subprocess.Popen([VEDETTE, "emulate", "--tls", "--for", "5m"], stdout=subprocess.PIPE, text=True)
    try:
        authority = pathlib.Path(json.loads(process.stdout.readline())["ca"])
        assert authority.exists()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    finally:
        process.kill()

    assert not authority.parent.exists()


def test_a_wrong_call_is_told():
    time = subprocess.run([VEDETTE, "emulate", "--for", "soon"], capture_output=True, text=True, timeout=60)
    folder = subprocess.run([VEDETTE, "emulate", "--data", "/nowhere"], capture_output=True, text=True, timeout=60)

    assert time.returncode == 2 and "'soon' is no time" in time.stderr
    assert folder.returncode == 1 and "there is no folder /nowhere" in folder.stderr
