"""A server of the benchmark, and load on it with wrk."""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS, WORKERS = 8, 2
LUA = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %f %f %f %f %d\\n",
    summary.requests / (summary.duration / 1000000),
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Round:
    """Result of load on one address: requests a second, percentiles in milliseconds, errors."""

    rate: float
    p50: float
    p95: float
    p99: float
    errors: int


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, and the ids of its processes."""

    base: str
    pid: int

    def memory_per_worker(self) -> float:
        """Return the largest proportional set size of a worker, in MB."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        sizes = []
        for child in children:
            rollup = Path(f"/proc/{child}/smaps_rollup").read_text()
            match = re.search(r"^Rss:\s+(\d+) kB", rollup, re.M)
            sizes.append(int(match[1]) / 1024 if match else 0.0)
        return max(sizes, default=0.0)


def wrk() -> str:
    """Return wrk's path, or end with a word on how to get it."""
    found = shutil.which("wrk")
    if not found:
        sys.exit("The benchmark needs wrk: sudo apt-get install wrk")
    return found


@contextmanager
def serving(data_dir: Path, *, cache_seconds: int) -> Iterator[Server]:
    """Serve the database in `data_dir` with two workers until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "tests.bench.rsgi:application",
            "--interface", "rsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(WORKERS), "--no-ws",
            "--log-level", "warning",
        ],
        env={
            **os.environ,
            "MITSPRACHE_DATA_DIR": str(data_dir),
            "MITSPRACHE_PAGE_CACHE_SECONDS": str(cache_seconds),
            "MITSPRACHE_LOG_LEVEL": "ERROR",
        },
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(200):
            try:
                urllib.request.urlopen(f"{base}/yardstick/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit("The benchmark's server did not start.")
        yield Server(base, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def load(url: str, *, seconds: int, script: Path, connections: int = CONNECTIONS) -> Round:
    """Put load on `url` for some seconds."""
    output = subprocess.run(
        [wrk(), "-t2", f"-c{connections}", f"-d{seconds}s", "-s", str(script), url],
        capture_output=True, text=True, check=True, timeout=seconds + 30,
    ).stdout  # fmt: skip
    match = re.search(r"^RESULT (\S+) (\S+) (\S+) (\S+) (\d+)$", output, re.M)
    if not match:
        sys.exit(f"wrk printed no result:\n{output}")
    rate, p50, p95, p99 = (float(value) for value in match.groups()[:4])
    return Round(rate, p50, p95, p99, int(match[5]))


def median(rounds: list[Round]) -> Round:
    """Return the median of each figure over the rounds; errors are added up."""

    def middle(name: str) -> float:
        return float(statistics.median(getattr(result, name) for result in rounds))

    errors = sum(result.errors for result in rounds)
    return Round(middle("rate"), middle("p50"), middle("p95"), middle("p99"), errors)
