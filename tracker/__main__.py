"""`python -m tracker`."""

import contextlib
import os
import sys

from tracker.cli import main

status = main()
with contextlib.suppress(BrokenPipeError):  # the reader of our output has closed (`| head`)
    sys.stdout.flush()
sys.stderr.flush()
# Python would now take every frame and module apart again, which takes longer than most commands.
os._exit(status)
