"""A real PostgreSQL for the tests: the configured one, the machine's own, or a throw-away cluster started here."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


class AbsentError(Exception):
    """No PostgreSQL can be had here; the text says why."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of a server on which databases may be made. Raises `AbsentError`."""
    for address in filter(None, (os.environ.get("TEST_DATABASE_URL"), LOCAL)):
        if can_create(address):
            yield address
            return
    with own_cluster() as address:
        yield address


def can_create(address: str) -> bool:
    """Whether we may make databases there."""
    try:
        with psycopg.connect(address, connect_timeout=3, autocommit=True) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


@contextlib.contextmanager
def own_cluster() -> Iterator[str]:
    """A cluster in a temporary folder, with nobody's data, gone afterwards."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    programs = shutil.which("initdb") or next(map(str, installed), None)
    if programs is None:
        raise AbsentError("PostgreSQL is not installed and TEST_DATABASE_URL is not set")
    root = getpass.getuser() == "root"
    if root and (shutil.which("runuser") is None or not user_exists("postgres")):
        raise AbsentError("PostgreSQL cannot be started as root and there is no user postgres")
    as_user = ["runuser", "-u", "postgres", "--"] if root else []
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if root:
        shutil.chown(folder, "postgres")
    port = free_port()
    bin_folder = Path(programs).parent
    data = folder / "data"
    subprocess.run(
        [*as_user, programs, "-D", data, "-U", "postgres", "-A", "trust", "-N"],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    control = [*as_user, str(bin_folder / "pg_ctl"), "-D", str(data), "-w"]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}"
    subprocess.run(
        [*control, "-o", options, "-l", str(folder / "log"), "start"], check=True, capture_output=True, cwd=folder
    )
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


def user_exists(name: str) -> bool:
    """Whether the machine has this user."""
    import pwd

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextlib.contextmanager
def database(address: str, template: str = "template1") -> Iterator[str]:
    """A fresh database on that server, dropped afterwards; gives its address."""
    name = f"congdoan_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    try:
        yield address.rpartition("/")[0] + "/" + name
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
