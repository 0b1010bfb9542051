"""Providers of sign-in on loopback, as their documentation says they answer; OpenID Connect among them."""

import json
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

Answer = tuple[int, Any]
CLIENT, SECRET = "portal", "s3cret with blanks & signs"


class Voucher:
    """A server that answers by `paths`; what it was asked stands in `asked`."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.paths: dict[str, Callable[[dict[str, str], dict[str, str]], Answer]] = {}
        voucher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(dict(parse_qsl(urlsplit(self.path).query)))

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                is_json = self.headers["Content-Type"].startswith("application/json")
                self._answer(json.loads(raw) if is_json else dict(parse_qsl(raw)))

            def _answer(self, sent: dict[str, str]) -> None:
                path, headers = urlsplit(self.path).path, {name.lower(): text for name, text in self.headers.items()}
                voucher.asked.append((path, sent, headers))
                status, body = voucher.paths.get(path, lambda *_: (404, {}))(sent, headers)
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Silence."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class OpenId(Voucher):
    """A provider with one user; `claims` are laid over what its ID token says, `described` over its description."""

    def __init__(self) -> None:
        super().__init__()
        self.claims: dict[str, Any] = {}
        self.described: dict[str, Any] = {}
        self.published: dict[str, Any] = {}
        self.algorithm, self.header = "RS256", dict[str, Any]()
        self.spoiled: str | None = None
        self.codes: dict[str, dict[str, str]] = {}
        self.told: dict[str, Any] = {}
        self.keys: list[Any] = []
        self.rotate()
        self.paths = {
            "/.well-known/openid-configuration": lambda *_: (200, self.description()),
            "/keys": lambda *_: (200, {"keys": [key.as_dict(private=False) for key in self.keys]} | self.published),
            "/token": self.redeem, "/userinfo": lambda *_: (200, self.told),
        }  # fmt: skip

    def rotate(self) -> None:
        """A new key from now on; the old one is published no more."""
        self.key = next(key for key in _keys() if not self.keys or key.kid != self.key.kid)
        self.keys = [self.key]

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
            "code_challenge_methods_supported": ["S256"], **self.described,
        }  # fmt: skip

    def consent(self, address: str) -> dict[str, str]:
        """The user signs in at the address the browser was sent to; what the browser brings back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(f"{self.url}/authorize?") and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256" and asked["scope"] == "openid email"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.url}

    def redeem(self, sent: dict[str, str], headers: dict[str, str]) -> Answer:
        name, _, secret = b64decode(headers["authorization"].removeprefix("Basic ")).decode().partition(":")
        asked = self.codes.pop(sent.get("code", ""), None)
        if (unquote(name), unquote(secret)) != (CLIENT, SECRET) or asked is None:
            return 401, {"error": "invalid_client"}
        challenge = urlsafe_b64encode(sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or sent["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": "u-1", "iat": now, "exp": now + 300, "nonce": asked["nonce"],
            "email": "service@demo.example", "email_verified": True, **self.claims,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        token = self.sign(claims) if self.spoiled is None else self.spoiled
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": token}

    def sign(self, claims: dict[str, Any]) -> str:
        if self.algorithm == "none":
            return ".".join(_part(one) for one in ({"alg": "none"}, claims)) + "."
        header = {"alg": self.algorithm, "kid": self.key.kid, **self.header}
        if self.algorithm == "HS256":
            return jwt.encode(header, claims, OctKey.import_key("known to everybody" * 2), algorithms=["HS256"])
        return jwt.encode(header, claims, self.key, algorithms=[self.algorithm])


@cache
def _keys() -> list[Any]:
    """Two are enough for changing from one to the other, and each takes a while to make."""
    return [RSAKey.generate_key(2048, {"kid": f"key-{at}", "use": "sig"}) for at in range(2)]


def _part(value: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
