"""The systemd unit of this installation, for `thidua service`."""

import getpass
import os
import sys
from pathlib import Path

from bot.settings import Settings

_UNIT = """\
[Unit]
Description=Thi Đua, the chatbot of {commune}
Wants=network-online.target
After=network-online.target postgresql.service

[Service]
User={user}
WorkingDirectory={folder}
ExecStart={python} -m bot run
Restart=always
RestartSec=2
# Settings that are wrong do not get better by themselves.
RestartPreventExitStatus=2
TimeoutStopSec=10
UMask=0077
NoNewPrivileges=true
PrivateTmp=true
PrivateDevices=true
ProtectSystem=full
ProtectKernelTunables=true
ProtectControlGroups=true
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX

[Install]
WantedBy=multi-user.target
"""


def service_unit(settings: Settings, folder: Path) -> str:
    """The unit's text; `folder` is where `.env` lies."""
    return _UNIT.format(
        commune=_escaped(settings.commune),
        # Printed with sudo, it is still meant for whoever typed that.
        user=os.environ.get("SUDO_USER") or getpass.getuser(),
        folder=_escaped(str(folder)),
        python=f'"{_escaped(sys.executable)}"',
    )


def _escaped(text: str) -> str:
    """A percent sign begins a specifier there."""
    return text.replace("%", "%%")
