"""An HTTP server on loopback that asks one function for every answer."""

import json
import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from rehearsal.part import Answer, Asked, No
from rehearsal.reading import body_of, files_in

Play = Callable[[Asked], Answer | None]


class Server:
    """A server of its own threads. A request that is answered with None has its connection closed."""

    def __init__(self, play: Play, port: int = 0) -> None:
        self._http = _Many(("127.0.0.1", port), _Handler)
        self._http.play = play
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering."""
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join()
        self._http.server_close()


class _Many(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    play: Play

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that went away in the middle: being killed is what they rehearse."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Many
    protocol_version = "HTTP/1.1"
    timeout = 120
    wbufsize = 1 << 16  # head and body leave together: apart, each answer waits 40 ms for the client's receipt
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        answer = self.server.play(self._asked())
        if answer is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self._send(answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _serve

    def _asked(self) -> Asked:
        content = self.rfile.read(int(self.headers.get("content-length", 0)))
        address = urlsplit(self.path)
        body, unreadable, files = {}, "", {}
        try:
            body = body_of(content, self.headers.get("content-type", ""))
            files = files_in(content, self.headers.get("content-type", ""))
        except No as why:
            unreadable = why.text
        return Asked(
            method=self.command,
            path=unquote(address.path),
            base=f"http://{self.headers.get('host', '')}",
            params=dict(parse_qsl(address.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
            files=files,
            unreadable=unreadable,
        )

    def _send(self, answer: Answer) -> None:
        content = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        content = b"" if answer.status == 204 else content
        self.send_response_only(answer.status)
        head = {"Date": self.date_time_string(), "Content-Type": answer.kind, **answer.headers}
        for name, value in {**head, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if answer.cut else content)
        if answer.cut:
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet: the journal tells."""
