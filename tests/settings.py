"""The site's settings in the tests: nothing of the developer's environment or data gets in."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

for _name in [name for name in os.environ if name.startswith("MITSPRACHE_")]:
    del os.environ[_name]
_folder = tempfile.mkdtemp(prefix="mitsprache-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["MITSPRACHE_DATA_DIR"] = _folder
os.environ["MITSPRACHE_SECRET_KEY"] = "only-for-tests"

from mitsprache.config.settings import *  # noqa: E402, F403
from mitsprache.config.settings import STATIC_ROOT, STORAGES  # noqa: E402

# Argon2 takes its time on purpose; hundreds of log-ins in tests need not.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Files keep their plain names, so no test has to collect them first.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# A job is done as soon as what asked for it is committed; docs/testing.md says how tests do that.
JOBS_IMMEDIATE = True
STATIC_ROOT.mkdir()
