"""What install writes and uninstall takes away."""

import contextlib
import json
import os
import pathlib
import subprocess
import time

import pytest
from clients import Session


@pytest.fixture
def vedette(product):
    def run(*arguments, **environment):
        environ = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "CONDA_PREFIX")}
        return subprocess.run(
            [product / "bin/vedette", *arguments],
            capture_output=True, text=True, timeout=120, env={**environ, **environment},
        )

    return run


def test_the_kernelspec_has_absolute_paths_logos_and_a_start_up_cache(installed):
    spec = json.loads((installed / "kernel.json").read_text())

    assert spec["display_name"] == "Java (Vedette)"
    assert spec["language"] == "java"
    assert spec["interrupt_mode"] == "message"
    assert pathlib.Path(spec["argv"][0]).is_absolute() and pathlib.Path(spec["env"]["VEDETTE_JAVA"]).is_absolute()
    assert {"logo-32x32.png", "logo-64x64.png", "logo-svg.svg"} <= set(os.listdir(installed))
    assert len(list(installed.glob("*.aot"))) == 1
    jars = list(installed.glob("*.jars"))
    assert len(jars) == 1
    assert jars[0].stat().st_mode == (installed / "kernel.json").stat().st_mode, "all users of the kernel read it"


@pytest.mark.parametrize(
    ("options", "variable", "place"),
    [
        (["--user"], "JUPYTER_DATA_DIR", "kernels/vedette"),
        (["--user"], "HOME", ".local/share/jupyter/kernels/vedette"),
        (["--sys-prefix"], "VIRTUAL_ENV", "share/jupyter/kernels/vedette"),
        (["--sys-prefix"], "CONDA_PREFIX", "share/jupyter/kernels/vedette"),
    ],
)
def test_each_destination_is_installed_to_and_uninstalled_from(vedette, tmp_path, options, variable, place):
    environment = {"JUPYTER_DATA_DIR": "", "XDG_DATA_HOME": "", variable: str(tmp_path)}
    done = vedette("install", "--no-cache", *options, **environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / place / "kernel.json").is_file()

    done = vedette("uninstall", *options, **environment)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / place).exists()


def test_uninstalling_nothing_is_told(vedette, tmp_path):
    done = vedette("uninstall", "--prefix", str(tmp_path))

    assert done.returncode == 1
    assert "there is no kernel in" in done.stderr


def test_a_place_that_may_not_be_written_is_told(vedette, tmp_path):
    (tmp_path / "share").write_text("a file where a directory should be")
    done = vedette("install", "--prefix", str(tmp_path))

    assert done.returncode == 1
    assert "choose a place that you may write" in done.stderr


def test_a_java_that_is_no_jdk_25_is_told(vedette):
    done = vedette("--version", VEDETTE_JAVA="/bin/sh")

    assert done.returncode == 1
    assert "not the java program of a JDK 25" in done.stderr


def test_a_start_up_cache_that_no_longer_fits_is_made_anew_once(vedette, tmp_path, monkeypatch):
    assert vedette("install", "--prefix", str(tmp_path)).returncode == 0
    directory = tmp_path / "share/jupyter/kernels/vedette"
    [archive] = directory.glob("*.aot")
    [jars] = directory.glob("*.jars")
    # As an update leaves them: named after a sum that is no longer right.
    archive.rename(directory / "vedette-1.aot")
    jars.rename(directory / "vedette-1.jars")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share/jupyter"))
    sessions = [Session(), Session()]
    try:
        assert [session.run("6 * 7").result for session in sessions] == ["42", "42"]
        end = time.monotonic() + 300
        while not (archive.exists() and jars.exists() and not (directory / "vedette-1.aot").exists()):
            assert time.monotonic() < end, f"no new cache: {sorted(os.listdir(directory))}"
            time.sleep(0.2)
        assert [session.run("6 * 7").result for session in sessions] == ["42", "42"]
    finally:
        for session in sessions:
            session.close()
    assert sorted(path.name for path in directory.glob("vedette-*")) == [archive.name, jars.name]

    done = vedette("uninstall", "--prefix", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert not directory.exists()


def test_with_a_start_up_cache_no_class_of_a_start_comes_from_a_jar(vedette, tmp_path, monkeypatch):
    """To find one class in a jar, the JVM opens all jars before it, which takes as long as compiling a cell."""
    assert vedette("install", "--prefix", str(tmp_path)).returncode == 0
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share/jupyter"))
    log = tmp_path / "classes"
    monkeypatch.setenv("VEDETTE_JVM_OPTS", f"-Xlog:class+load=info:file={log}")
    with contextlib.closing(Session()) as session:
        assert session.run("6 * 7").result == "42"
        loaded = log.read_text().splitlines()

    assert [line for line in loaded if "vedette.kernelspec.KernelStart " in line and "shared objects file" in line]
    assert [line for line in loaded if "source: file:" in line] == []


def test_without_a_start_up_cache_none_is_made(vedette, tmp_path, monkeypatch):
    assert vedette("install", "--no-cache", "--prefix", str(tmp_path)).returncode == 0
    directory = tmp_path / "share/jupyter/kernels/vedette"
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share/jupyter"))
    session = Session()
    try:
        assert session.run('System.getProperty("vedette.cache.outdated") == null').result == "true"
    finally:
        session.close()
    assert not list(directory.glob("vedette-*"))
