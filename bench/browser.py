"""A signed-in browser without the browser: cookies, the token against forgery, and raw requests for the clients."""

import http.client
import re
import uuid
from urllib.parse import urlencode

from bench.load import HOST
from bench.servers import get

FORM = "application/x-www-form-urlencoded"


class Browser:
    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.token = port, {}, ""
        self.headers: dict[str, str] = {}

    def sign_in(self, name: str, password: str) -> "Browser":
        self.open("/login")
        status, _, _ = self.send("/login", {"login": name, "password": password})
        if status != 303:
            raise RuntimeError(f"{name} could not sign in: {status}")
        self.open("/me/")
        return self

    def open(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Status and body; keeps the cookies and the token of the page."""
        status, body, _ = self._exchange("GET", path, None, headers)
        if found := re.search(rb'name="csrf-token" content="([^"]+)"', body):
            self.token = found[1].decode()
        return status, body

    def send(self, path: str, fields: dict[str, str]) -> tuple[int, bytes, str]:
        """Status, body and where a 303 leads."""
        body = urlencode({"csrf_token": self.token, **fields}).encode()
        return self._exchange("POST", path, body, {"Content-Type": FORM})

    def send_file(self, path: str, fields: dict[str, str], name: str, content: bytes) -> tuple[int, bytes, str]:
        """The same with one file in the field `files`."""
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {"csrf_token": self.token, **fields}.items()
        ]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode())
        body = b"".join(parts) + content + f"\r\n--{mark}--\r\n".encode()
        return self._exchange("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def reads(self, path: str, **headers: str) -> str:
        """A GET for the clients."""
        return get(self.port, path, {**self._sent(), **headers})

    def writes(self, path: str, fields: dict[str, str], **headers: str) -> str:
        """A POST for the clients."""
        body = urlencode({"csrf_token": self.token, **fields})
        about = {"Content-Type": FORM, "Content-Length": str(len(body)), **headers}
        return get(self.port, path, {**self._sent(), **about}).replace("GET ", "POST ", 1) + body

    def _sent(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies} if cookies else {}

    def _exchange(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes, str]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        connection.request(method, path, body, {**self._sent(), **headers})
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
            if not value or "Max-Age=0" in header:
                self.cookies.pop(name)
        content = answer.read()
        self.headers = dict(answer.headers)
        connection.close()
        return answer.status, content, answer.headers.get("Location", "")
