"""The wheelhouse (换机与离线安装): all that the program needs is in it, and nothing it holds is for another machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.tags import sys_tags
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "手册" / "换机与离线安装.md"
_COMMAND = re.compile(r"-m pip wheel .*--wheel-dir wheelhouse .*?(\S+)$", re.MULTILINE)


def declared(section: str, option: str) -> list[Requirement]:
    """The requirements that setup.cfg declares."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return [Requirement(line) for line in config[section][option].splitlines() if line]


def closure() -> dict[str, Distribution]:
    """Every package that has to lie in the wheelhouse beside our own: what is declared, and what that needs here."""
    found: dict[str, Distribution] = {}
    wanted = declared("options", "install_requires")
    while wanted:
        one = wanted.pop()
        name = canonicalize_name(one.name)
        if name not in found:
            found[name] = distribution(name)
            asked = ("", *one.extras)
            wanted += [
                more
                for more in map(Requirement, found[name].requires or ())
                if more.marker is None or any(more.marker.evaluate({"extra": extra}) for extra in asked)
            ]
    return found


def tags_of(one: Distribution) -> set[str]:
    """The platforms that its wheel says it is for."""
    return set(re.findall(r"^Tag: (\S+)", one.read_text("WHEEL") or "", re.MULTILINE))


def test_the_target_and_the_manual_build_the_same_thing() -> None:
    makefile, page = ((path).read_text(encoding="utf-8") for path in (ROOT / "Makefile", PAGE))
    assert _COMMAND.findall(makefile) == _COMMAND.findall(page) == ["."]
    assert "--no-index --find-links wheelhouse jieyue" in page


def test_what_is_declared_is_enough_to_run_and_every_version_fits() -> None:
    found = closure()
    assert [
        one
        for one in declared("options", "install_requires")
        if not one.specifier.contains(found[canonicalize_name(one.name)].version)
    ] == []


def test_nothing_of_the_tests_or_of_a_cluster_is_needed_on_a_clerks_machine() -> None:
    extras = ("cluster", "test", "check")
    more = {canonicalize_name(one.name) for extra in extras for one in declared("options.extras_require", extra)}
    assert not more & set(closure())


def test_every_wheel_is_for_any_machine_or_for_this_one() -> None:
    here = {str(tag) for tag in sys_tags()}
    assert [name for name, one in closure().items() if not tags_of(one) & here] == []


def test_a_package_that_is_for_one_machine_alone_is_one_the_page_warns_of() -> None:
    """Compiled ones differ by system: the page tells to take a machine of the same system and Python version."""
    compiled = {name for name, one in closure().items() if not any(tag.endswith("-any") for tag in tags_of(one))}
    assert compiled
    assert "系统和 Python 版本都相同" in PAGE.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_machine_without_network_is_given_the_program(tmp_path: Path) -> None:
    """Needs the package index to fill the wheelhouse; the installation from it must not."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".venv", ".git", "*.egg-info", "build", ".*_cache"))
    made = subprocess.run([*pip, "wheel", "--wheel-dir", "wheelhouse", "."], cwd=source, check=False)
    if made.returncode:
        pytest.skip("the package index cannot be reached")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    programs = next(tmp_path / "venv" / name for name in ("bin", "Scripts") if (tmp_path / "venv" / name).is_dir())
    install = ["install", "--no-index", "--find-links", str(source / "wheelhouse"), "jieyue"]
    subprocess.run([programs / "python", "-m", "pip", *install], check=True)
    subprocess.run([programs / "jieyue", "--version"], check=True)
    subprocess.run([programs / "jieyue", "new", str(tmp_path / "甲"), "--year", "2026", "--level", "city"], check=True)
