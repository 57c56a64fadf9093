#!/usr/bin/env python3
"""One command on a fresh machine: ``python3 scripts/run.py build`` or ``test``.

Makes ``.venv`` when it is missing, installs the project with the pins of
``scripts/constraints.txt`` when they changed, and forwards the rest: ``test ...``
to pytest, anything else to ``handbook``.  Standard library only; this file must
stay readable by old Pythons, to tell them that they are too old.

It may be stopped at any moment.  While an environment is changed it has a mark
(``UNFINISHED``) in it; who finds one with the mark knows that nobody can tell what
is in it, and makes it anew.  A lock keeps two runs apart, and an installation
whose run was killed, which goes on by itself, from the next one.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time

OLDEST, NEWEST = (3, 11), (3, 13)
HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(HERE)
VENV = os.path.join(PROJECT, ".venv")
UNFINISHED = "handbook-unfinished"
CONSTRAINTS = os.path.join(HERE, "constraints.txt")
USAGE = """usage: python3 scripts/run.py COMMAND [OPTIONS]

  build            set up and build the handbook into docs/_build/html
  test             set up and run the tests that need no browser and not the whole
                   handbook, in two processes for each core; --all: those too
                   (options go to pytest; with -n or a path it is as they say)
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


def note_path(name):
    """The path of one of our notes in the environment."""
    return os.path.join(VENV, "handbook-" + name if name != UNFINISHED else name)


def installed(extra):
    """Whether the environment has this extra (or more) as it is asked for now."""
    if os.path.exists(note_path(UNFINISHED)):
        return False
    for name in (extra,) if extra else ("", "test"):
        try:
            with open(note_path(name or "base")) as file:
                if file.read() == stamp(name) and os.path.exists(python()):
                    return True
        except OSError:
            continue
    return False


def lock():
    """A locked file; the lock lasts until the file is closed, here and in the programs that inherit it."""
    handle = os.open(VENV + ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    announced = False
    while True:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except (BlockingIOError, PermissionError):
            if not announced:
                sys.stderr.write("Waiting for another run that sets up .venv, or what is left of one\n")
                announced = True
            time.sleep(0.2)


def call(command, handle=None):
    """Run a program that holds the lock as long as it runs, even if we are killed; its exit status.

    Ctrl-C is ours: the program and all that it has begun end at once, and none of them prints a traceback.
    """
    if os.name == "nt":
        return subprocess.call(command)
    program = subprocess.Popen(command, pass_fds=() if handle is None else (handle,), start_new_session=True)
    try:
        return program.wait()
    except KeyboardInterrupt:
        # It may have ended while ``wait`` was interrupted.
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        raise


def set_aside():
    """Remove an environment that was left unfinished; the name is free at once or not at all."""
    shutil.rmtree(VENV + ".old", ignore_errors=True)
    if os.path.lexists(note_path(UNFINISHED)):
        os.rename(VENV, VENV + ".old")
        shutil.rmtree(VENV + ".old", ignore_errors=True)


def mark():
    """Note in the environment that it is being changed."""
    os.makedirs(VENV, exist_ok=True)
    with open(note_path(UNFINISHED), "w") as file:
        file.write("scripts/run.py was stopped while it set this up, and will make it anew\n")


def set_up(extra):
    """Make the environment and install into it; an exit status."""
    if installed(extra):
        return 0
    try:
        handle = lock()
        try:
            # Another run may have done it while we waited.
            return 0 if installed(extra) else install(extra, handle)
        finally:
            os.close(handle)
    except OSError as error:
        return fail(
            "%s: %s. Close what uses .venv and make room on the disk, then try again" % (error.filename, error.strerror)
        )


def install(extra, handle):
    """Do what ``set_up`` promises, with the lock held."""
    set_aside()
    fresh = not os.path.exists(python())
    # An environment that a person made is never removed: pip is asked to put everything anew into it.
    foreign = not fresh and not any(os.path.exists(note_path(name)) for name in ("base", "test", "bench", "annotate"))
    if fresh:
        sys.stderr.write("Making a virtual environment in .venv\n")
        mark()
        venv_status = call([sys.executable, "-P", "-m", "venv", VENV], handle)
        if venv_status != 0 or not os.path.exists(python()):
            return fail(
                "the virtual environment could not be made. On Debian and Ubuntu install the package python3-venv, then try again"
            )
    elif not foreign:
        mark()
    sys.stderr.write("Installing what the handbook needs (once; a minute or two)\n")
    target = PROJECT + ("[%s]" % extra if extra else "")
    command = [
        python(),
        "-P",
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
    if foreign:
        command.append("--ignore-installed")
    status = call(command, handle)
    if status > 0 and not fresh and os.name != "nt" and not foreign:
        # pip failed without being stopped, and put back what it had changed: the environment is as it was.
        os.remove(note_path(UNFINISHED))
    if status != 0:
        return fail("the installation failed; pip's message is above. Check the network, then try again")
    # The mark is removed before the stamp is written: after a stop in between, the next run asks pip again, which finds everything installed.
    if os.path.exists(note_path(UNFINISHED)):
        os.remove(note_path(UNFINISHED))
    with open(note_path(extra or "base") + ".tmp", "w") as file:
        file.write(stamp(extra))
    os.replace(note_path(extra or "base") + ".tmp", note_path(extra or "base"))
    compile_modules()
    return 0


def compile_modules():
    """Compile our modules, even where Python is told to store no compiled code, as in containers: each program would compile them again."""
    # If a module cannot be compiled, or its code cannot be stored, the program that imports it reports that.
    call([python(), "-P", "-m", "compileall", "-qq", HERE])


def tests(options):
    """The arguments of pytest: with defaults, unless the user names files or a number of processes."""
    for option in options:
        named = os.path.exists(os.path.join(PROJECT, option.split("::")[0]))
        if named or option.startswith(("-n", "--numprocesses", "--pdb", "-s")):
            return options
    # Two processes for each core: tests wait for browsers, for other programs and for each other.
    return ["-n", str((os.cpu_count() or 1) * 2), "--dist", "worksteal"] + options


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.stdout.write(USAGE)
        return 0 if arguments else 2
    problem = version_problem(sys.version_info)
    if problem:
        return fail(problem)
    test = arguments[0] == "test"
    # The tools of benchmarks, and Dask, are needed for these commands only.
    status = set_up(arguments[0] if arguments[0] in ("test", "bench", "annotate") else "")
    if status != 0:
        return status
    if test:
        # Tests start about a hundred programs, which load these modules.
        compile_modules()
        # Let pytest store the test modules that it rewrites: otherwise each process would rewrite a hundred of them again.
        environment = dict(os.environ)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.call([python(), "-m", "pytest"] + tests(arguments[1:]), cwd=PROJECT, env=environment)
    # Modules in the current folder are not ours (-P): it may be somebody else's handbook.
    # Paths are relative to where the person stands; outside of any handbook the one beside this file is meant.
    environment = dict(os.environ)
    environment.setdefault("HANDBOOK_PROJECT", PROJECT)
    return subprocess.call([python(), "-P", "-m", "handbook"] + arguments, env=environment)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
