# SPDX-License-Identifier: Apache-2.0
"""Foreign IPP programs for conformance: a private cupsd, ippeveprinter, ipptool."""

import grp
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from devices.errors import DeviceError
from tests.support.printer_process import free_port
from tests.support.printing import direct

CUPSD_CONF = """
Listen 127.0.0.1:{port}
Listen {base}/run/cups.sock
ServerAlias *
Browsing No
BrowseLocalProtocols none
WebInterface No
DefaultAuthType None
DefaultEncryption Never
ErrorPolicy abort-job
IdleExitTimeout 0
DirtyCleanInterval 0
PreserveJobHistory Yes
PreserveJobFiles No
MaxLogSize 0
LogLevel debug
<Location />
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Allow all
  </Limit>
</Policy>
"""

FILES_CONF = """
ServerRoot {base}/etc
StateDir {base}/run
CacheDir {base}/cache
RequestRoot {base}/spool
TempDir {base}/tmp
ErrorLog {base}/log/error_log
AccessLog {base}/log/access_log
PageLog {base}/log/page_log
ServerKeychain {base}/etc/ssl
Printcap
DataDir /usr/share/cups
ServerBin /usr/lib/cups
Sandboxing relaxed
User {user}
Group {group}
SystemGroup {system_group}
"""

# With no D-Bus system bus, ippeveprinter ends with "Unable to initialize DNS-SD".
DBUS_CONF = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={base}/bus</listen>
  <policy context="default">
    <allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


def program(name: str) -> str:
    """Give the path of a system program; without it skip, but in CI fail."""
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None and os.environ.get("CI"):
        pytest.fail(f"{name} is missing; see packaging/system-packages")
    if path is None:
        pytest.skip(f"{name} is not installed")
    assert path is not None
    return path


@contextmanager
def short_folder() -> Iterator[Path]:
    """Make a folder whose path leaves room for a unix socket's 108 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="jb", dir=tempfile.gettempdir()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(command: list[str], log: Path, **environment: str) -> Iterator[None]:
    """Run a program in a process group of its own, and end the whole group."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=os.environ | environment,
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)


def wait_until_answering(address: str, *, deadline_s: float = 10.0) -> None:
    """Wait until a printer answers at ``address``."""
    port, deadline = direct(address), time.monotonic() + deadline_s
    while True:
        try:
            port.status()
        except DeviceError:
            assert time.monotonic() < deadline, f"nobody answers at {address}"
            Event().wait(0.05)
        else:
            return


@contextmanager
def ippeveprinter(folder: Path, command: Path) -> Iterator[str]:
    """Run ippeveprinter, which keeps what it prints in ``folder``; gives its address.

    Without ``-c`` it would sleep for 5 to 15 s at random instead of printing.
    """
    port = free_port()
    address = f"ipp://localhost:{port}/ipp/print"
    log = folder / "ippeveprinter.log"
    (folder / "bus.conf").write_text(DBUS_CONF.format(base=folder))
    bus = [program("dbus-daemon"), "--nofork", "--config-file", str(folder / "bus.conf")]
    spool = folder / "spool"
    spool.mkdir()
    eve = [program("ippeveprinter"), "-k", "-d", str(spool), "-c", str(command)]
    eve += ["-f", "application/pdf", "-n", "localhost", "-p", str(port), "-r", "off", "Eve"]
    with running(bus, log):
        wait_for(folder / "bus")
        with running(eve, log, DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={folder}/bus"):
            wait_until_answering(address)
            yield address


def prepared_cupsd(folder: Path, port: int) -> list[str]:
    """Lay out a private cupsd in ``folder``; gives the command that runs it."""
    for name in ("etc/ppd", "etc/ssl", "run/certs", "cache", "spool", "tmp", "log"):
        (folder / name).mkdir(parents=True)
    is_root = os.geteuid() == 0
    users = ("lp", "lp", "root") if is_root else (_user(), _group(), _group())
    if is_root:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "root", "lp")
        folder.chmod(0o755)
        (folder / "spool").chmod(0o710)
        (folder / "tmp").chmod(0o1770)
    conf, files = folder / "etc/cupsd.conf", folder / "etc/cups-files.conf"
    conf.write_text(CUPSD_CONF.format(port=port, base=folder))
    user, group, system_group = users
    files.write_text(
        FILES_CONF.format(base=folder, user=user, group=group, system_group=system_group)
    )
    return [program("cupsd"), "-f", "-c", str(conf), "-s", str(files)]


@contextmanager
def cups_queue(folder: Path, device: str) -> Iterator[str]:
    """Run a private cupsd with a driverless queue to ``device``; gives the queue's address."""
    port = free_port()
    command = prepared_cupsd(folder, port)
    server = f"127.0.0.1:{port}"
    queue = f"ipp://{server}/printers/lic"
    with running(command, folder / "log/stderr"):
        add_queue(folder, server, device)
        wait_until_answering(queue)
        yield queue


def add_queue(folder: Path, server: str, device: str) -> None:
    """Make the queue ``lic``, once cupsd listens, and wait until it is really there."""
    wait_for(folder / "run/cups.sock")
    lpadmin = [program("lpadmin"), "-p", "lic", "-E", "-v", device, "-m", "everywhere"]
    subprocess.run(
        [*lpadmin, "-o", "printer-error-policy=abort-job"],
        check=True,
        timeout=20,
        capture_output=True,
        env=os.environ | {"CUPS_SERVER": server},
    )
    # lpadmin ends before cupsd has built the queue, and says nothing if it never can.
    wait_for(folder / "etc/ppd/lic.ppd")


def ipptool(address: str, test: str, *arguments: str) -> str:
    """Run one of ipptool's own tests; gives its report, and fails with it."""
    tool = [program("ipptool"), "-T", "5", "-t", *arguments, address, test]
    done = subprocess.run(tool, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wait_for(path: Path, *, deadline_s: float = 10.0) -> None:
    """Wait until a file is there."""
    deadline = time.monotonic() + deadline_s
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} did not appear"
        Event().wait(0.02)


def _user() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _group() -> str:
    return grp.getgrgid(os.getegid()).gr_name
