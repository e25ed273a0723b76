"""Entry point for WSGI servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mitsprache.config.settings")
application = get_wsgi_application()

# What was loaded up to here stays for good; the garbage collector need not walk it in every request.
gc.collect()
gc.freeze()
