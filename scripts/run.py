#!/usr/bin/env python3
"""One command on a fresh machine: ``python3 scripts/run.py build`` or ``test``.

Makes ``.venv`` when it is missing, installs the project with the pins of
``scripts/constraints.txt`` when they changed, and forwards the rest: ``test ...``
to pytest, anything else to ``handbook``.  Standard library only; this file must
stay readable by old Pythons, to tell them that they are too old.
"""

import hashlib
import os
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 13)
HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(HERE)
VENV = os.path.join(PROJECT, ".venv")
CONSTRAINTS = os.path.join(HERE, "constraints.txt")
USAGE = """usage: python3 scripts/run.py COMMAND [OPTIONS]

  build            set up and build the handbook into docs/_build/html
  test             set up and run all tests (options go to pytest)
  bench run        set up, also the tools that it compares with, and time them all
  check, convert, serve, schema, evaluate, ...
                   any other command of handbook; --help lists them
"""


def fail(message):
    sys.stderr.write("run.py: " + message + "\n")
    return 1


def version_problem(version):
    """Why this Python cannot be used, or an empty string."""
    if tuple(version[:2]) < OLDEST:
        return "Python {}.{} or newer is needed, this is {}.{}. Install one and run it: python3.{} scripts/run.py build".format(
            *(OLDEST + tuple(version[:2]) + (NEWEST[1],))
        )
    if tuple(version[:2]) > NEWEST:
        sys.stderr.write(
            "run.py: Python {}.{} is newer than the handbook was tested with ({}.{}); going on\n".format(
                *(tuple(version[:2]) + NEWEST)
            )
        )
    return ""


def python():
    """The interpreter of the virtual environment, on any system."""
    return os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")


def stamp(extra):
    """What an installation depends on: interpreter, project file, pins and extra."""
    digest = hashlib.sha256(("%s %s" % (sys.version, extra)).encode())
    for path in (os.path.join(PROJECT, "pyproject.toml"), CONSTRAINTS):
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def installed(extra):
    """Whether the environment has this extra (or more) as it is asked for now."""
    for name in (extra,) if extra else ("", "test"):
        try:
            with open(os.path.join(VENV, "handbook-" + (name or "base"))) as file:
                if file.read() == stamp(name) and os.path.exists(python()):
                    return True
        except OSError:
            continue
    return False


def set_up(extra):
    """Make the environment and install into it; an exit status."""
    if installed(extra):
        return 0
    if not os.path.exists(python()):
        sys.stderr.write("Making a virtual environment in .venv\n")
        made = subprocess.call([sys.executable, "-m", "venv", VENV])
        if made != 0 or not os.path.exists(python()):
            return fail(
                "the virtual environment could not be made. On Debian and Ubuntu install the package python3-venv; then remove .venv and try again"
            )
    sys.stderr.write("Installing what the handbook needs (once; a minute or two)\n")
    target = PROJECT + ("[%s]" % extra if extra else "")
    command = [
        python(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        CONSTRAINTS,
        "--editable",
        target,
    ]
    if subprocess.call(command) != 0:
        return fail("the installation failed; pip's message is above. Check the network, or remove .venv and try again")
    with open(os.path.join(VENV, "handbook-" + (extra or "base")), "w") as file:
        file.write(stamp(extra))
    return 0


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.stdout.write(USAGE)
        return 0 if arguments else 2
    problem = version_problem(sys.version_info)
    if problem:
        return fail(problem)
    test = arguments[0] == "test"
    # What a benchmark compares with, and Dask, are wanted for nothing else.
    status = set_up(arguments[0] if arguments[0] in ("test", "bench", "annotate") else "")
    if status != 0:
        return status
    module = ["pytest"] + arguments[1:] if test else ["handbook"] + arguments
    return subprocess.call([python(), "-m"] + module, cwd=PROJECT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
