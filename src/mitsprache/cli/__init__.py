"""The command line `mitsprache`: one module per command, each with `add(commands)` and `run(…)`.

Django is loaded only when a command needs it, so that `--help` answers at once and even a broken
setting leaves `mitsprache check` able to say what is wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from mitsprache.cli.failure import Failure


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 something is wrong, 2 wrong usage."""
    from mitsprache.cli.parser import build_parser

    arguments = build_parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (`mitsprache check | head`); nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code
