"""Run by `python3 -m unittest discover -s tests -t .` in the folder above; PARLEY_TEST_SERVER=host:port adds talks with a real server."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "src"))
