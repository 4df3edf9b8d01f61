"""An emulator of the services that the installed product serves, for cells that ask them."""

import contextlib
import json
import os
import ssl
import subprocess
import time
import urllib.request

TOKEN_VARIABLE = "VEDETTE_EMULATOR_TOKEN"


class Emulator:
    """Where one is, and what it is asked."""

    def __init__(self, address):
        self.address = address
        self.trust = ssl.create_default_context(cafile=address["ca"])

    @property
    def connection(self):
        """What a notebook writes to reach it; the token stays in the environment."""
        return (
            f"loganalytics://workspace='{self.address['workspace']}';alias='emulated'"
            f";endpoint='{self.address['logAnalytics'].removesuffix('/v1')}';ca='{self.address['ca']}'"
            f";token=${TOKEN_VARIABLE}"
        )

    def queries(self):
        """The queries that it got, oldest first, with their states, by the command that a cluster has for it."""
        request = urllib.request.Request(
            self.address["dataExplorer"] + "/v1/rest/mgmt",
            data=json.dumps({"db": self.address["workspace"], "csl": ".show queries"}).encode(),
            headers={"Authorization": f"Bearer {self.address['token']}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30, context=self.trust) as answer:
            table = json.load(answer)["Tables"][0]
        names = [column["ColumnName"] for column in table["Columns"]]
        return [dict(zip(names, row, strict=True)) for row in table["Rows"]]

    def await_state(self, part, state):
        """Waits for a query whose text holds a part to reach a state."""
        end = time.monotonic() + 60
        while True:
            found = [query["State"] for query in self.queries() if part in query["Text"]]
            if found and found[-1] == state:
                return
            assert time.monotonic() < end, f"no query with {part!r} became {state}: {found}"


@contextlib.contextmanager
def emulator(product):
    process = subprocess.Popen(
        [product / "bin/vedette", "emulate", "--tls", "--until-input-ends", "--for", "15m"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    try:
        running = Emulator(json.loads(process.stdout.readline()))
        os.environ[TOKEN_VARIABLE] = running.address["token"]
        yield running
    finally:
        os.environ.pop(TOKEN_VARIABLE, None)
        process.stdin.close()
        process.wait(timeout=30)
