"""An OAuth 2.0 token endpoint on this machine that answers as it is told and remembers what it was asked."""

import json
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class TokenServer:
    """Answers the n-th request with the n-th of `answers` (status, JSON object), the last one again and again."""

    def __init__(self, *answers: tuple[int, dict[str, Any]]) -> None:
        self.requests: list[dict[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                server.requests.append(dict(urllib.parse.parse_qsl(form)))
                status, said = answers[min(len(server.requests), len(answers)) - 1]
                body = json.dumps(said).encode()
                self.send_response(status)
                if "location" in said:
                    self.send_header("Location", said["location"])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/token"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
