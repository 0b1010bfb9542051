"""The strict client: schemathesis against a server over the cast, first by the document as it is, then with numbers
that exist. `python -m tests.api.strict [examples per operation]`; ends with 1 when anything differs from the document.

The rate limit is lifted (it has tests of its own); everything else is as programs meet it.
"""

import copy
import json
import logging
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from portal.api.document import document
from portal.app import create_app
from portal.identity import throttle
from tests.api.programs import FILED, program
from tests.conftest import make_settings
from tests.databases import SqliteStage
from tests.notify.acts import answer, file_request

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,negative_data_rejection,missing_required_header,unsupported_method,"
    "allow_header_conformance,ignored_auth,use_after_free,ensure_resource_availability"
)
"""All but the one that takes every refusal for a mistake: a contract may be well written and belong to nobody."""


class Quiet(WSGIRequestHandler):
    def log_request(self, *args: Any) -> None:
        """The client says what it did."""


@contextmanager
def served() -> Iterator[tuple[str, str, list[str]]]:
    """Address of a server with requests in it, a token for everything, and the numbers of what is there."""
    with tempfile.TemporaryDirectory() as folder:
        stage = SqliteStage(Path(folder))
        app = create_app(make_settings(stage, Path(folder) / "data"))
        stage.fill(app)
        stage.reset(app)
        throttle.LIMITS["api"] = throttle.Limit(10**9, 5, 1)
        caller = program(app)
        numbers = [caller.post("/requests", FILED).json["number"], *(file_request(app) for _ in range(60))]
        for number in numbers[:20]:
            answer(app, number)
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        logging.getLogger("portal").setLevel(logging.ERROR)  # a refused token is no news here
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", caller.token, numbers
        server.shutdown()


def narrowed(whole: dict[str, Any], numbers: list[str]) -> dict[str, Any]:
    """The document for a client that knows what there is: most of what it asks and files then succeeds."""
    known = {
        "account": ["D-000101", "D-000102", "N-000201", "S-000001"], "contract": ["D-2026-011"], "product": ["PR01"]
    }  # fmt: skip
    found = copy.deepcopy(whole)
    for path, operations in found["paths"].items():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                if parameter["name"] == "number":
                    own = numbers if "requests/" in path else known["account"]
                    parameter["schema"] = {"type": "string", "enum": own[:20]}
    for body in found["paths"]["/requests"]["post"]["requestBody"]["content"]["application/json"]["schema"]["oneOf"]:
        for name, values in known.items():
            body["properties"][name] = {"type": "string", "enum": values[:1]}
    return found


def run(address: str, token: str, described: dict[str, Any], examples: int, folder: Path) -> int:
    file = folder / f"{secrets.token_hex(4)}.json"
    file.write_text(json.dumps(described), "utf-8")
    command = [
        sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run", str(file), "--url",
        f"{address}/api/v1", "-H", f"Authorization: Bearer {token}", "--checks", CHECKS, "-n", str(examples),
        "--seed", "20261128", "--continue-on-failure", "--warnings", "off", "--suppress-health-check", "all",
    ]  # fmt: skip
    return subprocess.run(command, check=False, cwd=folder).returncode


def main() -> int:
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with served() as (address, token, numbers), tempfile.TemporaryDirectory() as folder:
        whole = json.loads(json.dumps(document()))
        codes = [run(address, token, one, examples, Path(folder)) for one in (whole, narrowed(whole, numbers))]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
