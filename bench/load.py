"""The clients: a process of their own that sends what it is told and times every answer. Loopback only.

Reads one job a line from standard input, writes one result a line: {"port": 8000, "lanes": [["GET / HTTP/1.1…"]],
"seconds": 5}. Each lane is one client; it sends its requests one after the other, each once, or with "seconds" round
and round until the time is over. "pause" is how long a client rests between two of them.
"""

import json
import socket
import sys
import threading
import time
from typing import Any

HOST = "127.0.0.1"
LONGEST = 120.0
"""No job lasts longer, whatever it says."""


def ask(port: int, request: bytes) -> bytes:
    with socket.create_connection((HOST, port), timeout=30) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(262_144):
            parts.append(part)
    return b"".join(parts)


def lane(job: dict[str, Any], requests: list[bytes], start: threading.Barrier, told: list[Any]) -> None:
    start.wait()
    ends = time.perf_counter() + min(job.get("seconds") or LONGEST, LONGEST)
    turn = 0
    while time.perf_counter() < ends and (job.get("seconds") or turn < len(requests)):
        begun = time.perf_counter()
        try:
            answer = ask(job["port"], requests[turn % len(requests)])
        except OSError as mistake:
            answer = b"HTTP/1.1 599 " + str(mistake).encode()
        told.append([(time.perf_counter() - begun) * 1000, int(answer[9:12] or 599), len(answer), location(answer)])
        turn += 1
        if job.get("pause"):
            time.sleep(job["pause"])


def location(answer: bytes) -> str:
    head = answer.partition(b"\r\n\r\n")[0]
    found = [line for line in head.split(b"\r\n") if line.lower().startswith(b"location: ")]
    return found[0][10:].decode() if found else ""


def run(job: dict[str, Any]) -> dict[str, Any]:
    lanes = [[text.encode() for text in requests] for requests in job["lanes"]]
    start = threading.Barrier(len(lanes) + 1)
    told: list[list[Any]] = [[] for _ in lanes]
    threads = [threading.Thread(target=lane, args=(job, *pair, )) for pair in
               ((requests, start, answers) for requests, answers in zip(lanes, told, strict=True))]  # fmt: skip
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    return {"seconds": time.perf_counter() - begun, "lanes": told}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
