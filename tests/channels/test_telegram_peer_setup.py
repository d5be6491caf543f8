"""The test peer can be had anywhere: pinned, from whichever registry the machine uses, or skipped with a reason."""

import json
from pathlib import Path

import pytest

from tests.telegram_peer import PeerUnavailable, start_peer

LOCK = Path(__file__).parents[1] / "telegram_peer" / "package-lock.json"


def test_the_lock_pins_every_package_by_checksum_and_names_no_registry() -> None:
    root, *packages = json.loads(LOCK.read_text("utf-8"))["packages"].values()
    assert all(set("^~*<>").isdisjoint(version) for version in root["dependencies"].values())
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert "://" not in LOCK.read_text("utf-8")


def test_a_machine_without_node_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PeerUnavailable, match="node is not installed"), start_peer():
        pass
