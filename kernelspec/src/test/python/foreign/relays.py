"""A relay before the emulator that keeps what it was asked, and answers as a test says where the service would."""

import contextlib
import http.client
import http.server
import json
import ssl
import threading
import urllib.parse
from dataclasses import dataclass, field

# What holds between two ends of a connection alone, and what the relay says itself.
HOP = {"accept-encoding", "connection", "content-length", "host", "http2-settings", "transfer-encoding", "upgrade"}


@dataclass(frozen=True)
class Answer:
    """What is answered in the emulator's place."""

    status: int
    body: bytes = b""
    headers: dict = field(default_factory=dict)

    @staticmethod
    def of(status, content, **headers):
        """An answer in JSON."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Answer(status, json.dumps(content).encode(), {"Content-Type": "application/json", **named})

    @staticmethod
    def error(status, code, message, inner=None, **headers):
        """An error as the service words it."""
        error = {"code": code, "message": message, **({"innererror": inner} if inner else {})}
        return Answer.of(status, {"error": error}, **headers)

    @staticmethod
    def table(columns, rows):
        """A rule that answers each query with a table, in the form that the client prefers."""
        newer = [{"name": name, "type": kind} for name, kind in columns]
        older = [{"ColumnName": name, "ColumnType": kind, "DataType": kind} for name, kind in columns]

        def answer(asked):
            if not asked.query:
                return None
            if "response-thinning=false" in asked.headers.get("prefer", ""):
                return Answer.of(200, {"Tables": [{"TableName": "Table_0", "Columns": older, "Rows": rows}]})
            return Answer.of(200, {"tables": [{"name": "PrimaryResult", "columns": newer, "rows": rows}]})

        return answer


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: dict
    body: bytes

    @property
    def content(self):
        return json.loads(self.body) if self.body else {}

    @property
    def query(self):
        return self.content.get("query", "")


class Relay:
    """On plain HTTP. It passes on what no rule answers; a rule is a function of what was asked, or of nothing."""

    def __init__(self, emulator):
        self.target = urllib.parse.urlsplit(emulator["dataExplorer"])
        self.trust = ssl.create_default_context(cafile=emulator["ca"])
        self.asked = []
        self.rule = None
        self.lock = threading.Lock()
        relay = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = relay.body(self.headers, self.rfile)
                asked = Asked(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                with relay.lock:
                    relay.asked.append(asked)
                    rule = relay.rule
                answer = rule(asked) if rule else None
                answer = answer or relay.pass_on(asked)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})
        self.thread.start()

    @staticmethod
    def body(headers, stream):
        if headers.get("Transfer-Encoding", "").lower() != "chunked":
            return stream.read(int(headers.get("Content-Length", 0)))
        pieces = []
        while size := int(stream.readline(), 16):
            pieces.append(stream.read(size))
            stream.readline()
        stream.readline()
        return b"".join(pieces)

    def pass_on(self, asked):
        connection = http.client.HTTPSConnection(self.target.hostname, self.target.port, context=self.trust, timeout=20)
        try:
            headers = {
                name: value for name, value in asked.headers.items()
                if name not in HOP
            }
            connection.request(asked.method, asked.path, asked.body or None, headers)
            response = connection.getresponse()
            kept = {"Content-Type": response.headers.get("Content-Type", "application/json")}
            return Answer(response.status, response.read(), kept)
        finally:
            connection.close()

    @contextlib.contextmanager
    def answering(self, rule=None):
        """While this lasts, the rule answers whatever it returns an answer for; what is asked is in the list given."""
        with self.lock:
            self.rule = rule
            self.asked = asked = []
        try:
            yield asked
        finally:
            with self.lock:
                self.rule = None

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
