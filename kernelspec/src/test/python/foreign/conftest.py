"""An emulator of the installed product that these clients ask, and the local engine, which says what they must find."""

import datetime
import decimal
import json
import os
import pathlib
import re
import stat
import subprocess

import pytest
from relays import Relay

PRODUCT = pathlib.Path(os.environ["VEDETTE_PRODUCT"])
VEDETTE = PRODUCT / "bin/vedette"
TIMESPAN = re.compile(r"(-)?(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)")


@pytest.fixture(scope="session")
def emulator(tmp_path_factory):
    """Where the emulator is. Its authority is trusted, and its token comes from the command line `az`, as users have it."""
    process = subprocess.Popen(
        [VEDETTE, "emulate", "--tls", "--until-input-ends", "--for", "15m", "--rows", "5000"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    try:
        address = json.loads(process.stdout.readline())
        os.environ["REQUESTS_CA_BUNDLE"] = os.environ["SSL_CERT_FILE"] = address["ca"]
        programs = tmp_path_factory.mktemp("programs")
        token = {"accessToken": address["token"], "expires_on": 4070908800, "expiresOn": "2099-01-01 00:00:00.000000",
                 "subscription": "s", "tenant": "t", "tokenType": "Bearer"}
        az = programs / "az"
        az.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(token)}\nEND\n")
        az.chmod(az.stat().st_mode | stat.S_IXUSR)
        os.environ["PATH"] = f"{programs}:{os.environ['PATH']}"
        yield address
    finally:
        process.stdin.close()
        assert process.wait(timeout=30) == 0
    assert not pathlib.Path(address["ca"]).exists()


class Local:
    """The local engine on the data that the emulator serves."""

    def __init__(self):
        self.process = subprocess.Popen(
            [VEDETTE, "kql", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def table(self, query):
        """The names and types of a query's columns, and its rows in JSON's terms."""
        self.process.stdin.write(json.dumps({"id": 1, "query": query}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline(), parse_float=decimal.Decimal)
        assert "error" not in answer, answer
        return [(column["name"], column["type"]) for column in answer["columns"]], answer["rows"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)


@pytest.fixture(scope="session")
def local():
    local = Local()
    yield local
    local.close()


@pytest.fixture(scope="session")
def provider(emulator, tmp_path_factory):
    """msticpy's provider for Sentinel, told of its cloud and workspace by its configuration file alone."""
    configuration = tmp_path_factory.mktemp("msticpy") / "msticpyconfig.yaml"
    configuration.write_text(
        f"""
Azure:
  resource_manager_url: {emulator["dataExplorer"]}/
  auth_methods: [cli]
AzureSentinel:
  Workspaces:
    Default:
      WorkspaceId: {emulator["workspace"]}
      TenantId: 00000000-0000-0000-0000-000000000001
      SubscriptionId: 00000000-0000-0000-0000-000000000001
      ResourceGroup: vedette
      WorkspaceName: vedette
"""
    )
    os.environ["MSTICPYCONFIG"] = str(configuration)
    # msticpy looks at pytest's own variable and, where it is set, does not ask for the cloud's addresses.
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    from msticpy.data.core.data_providers import QueryProvider

    provider = QueryProvider("MSSentinel")
    provider.connect(workspace="Default")
    return provider


@pytest.fixture(scope="session")
def relay(emulator):
    relay = Relay(emulator)
    yield relay
    relay.close()


def plain(value, kind):
    """A cell, of a client's or of the local engine's, as all of them can say it."""
    if value is None or value != value and kind != "real":
        return "" if kind in ("string", "dynamic") else None
    if kind == "datetime":
        if isinstance(value, datetime.datetime):
            return value.strftime("%Y-%m-%dT%H:%M:%S.%f")
        seconds, _, fraction = value.removesuffix("Z").partition(".")
        return f"{seconds}.{fraction[:6]:0<6}"
    if kind == "timespan":
        if isinstance(value, datetime.timedelta):
            return datetime.timedelta(days=value.days, seconds=value.seconds, microseconds=value.microseconds)
        sign, days, hours, minutes, seconds = TIMESPAN.fullmatch(value).groups()
        length = datetime.timedelta(days=int(days or 0), hours=int(hours), minutes=int(minutes), seconds=float(seconds))
        return -length if sign else length
    if kind == "dynamic":
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                pass
        return json.dumps(value, sort_keys=True, default=float)
    if kind in ("real", "decimal"):
        return repr(float(value)).replace("inf", "Infinity").lower()
    if kind in ("int", "long"):
        return int(value)
    if kind == "bool":
        return bool(value)
    return str(value)


def cells(rows, kinds):
    return [[plain(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in rows]


# Every type, nulls, and the logs themselves.
QUERIES = {
    "types": "print d = datetime(2015-12-31T23:59:59.9), b = true, i = int(7), l = 9007199254740993, r = 12.5, w = 3.0,"
             " s = 'a\"b\\\\c é 😀', t = 10s, u = time(1.02:03:04.5), c = decimal(0.10101),"
             " g = guid(74be27de-1e4e-49d9-b579-fe0b331d3642), o = dynamic({\"a\": [1, \"x\", null]})",
    "nulls": "datatable(n: long, s: string, d: datetime, o: dynamic)[1, 'x', datetime(2024-01-01), dynamic([1]),"
             " long(null), '', datetime(null), dynamic(null)]",
    "events": "SecurityEvent | take 300",
    "signins": "SigninLogs | take 100",
    "counts": "SecurityEvent | summarize n = count(), hosts = dcount(Computer), last = max(TimeGenerated) by EventID"
              " | sort by n desc, EventID asc",
    "empty": "SecurityEvent | where EventID == -1 | project TimeGenerated, Computer",
}


@pytest.fixture(params=QUERIES, scope="session")
def query(request):
    return QUERIES[request.param]
