"""`python -m mitsprache` is the command `mitsprache`."""

import sys

from mitsprache.cli import main

sys.exit(main())
