import os
import pathlib
import subprocess

import pytest

PRODUCT = pathlib.Path(os.environ["VEDETTE_PRODUCT"])
OUTPUT = pathlib.Path(os.environ.get("VEDETTE_TEST_OUTPUT", PRODUCT.parent))


@pytest.fixture(scope="session")
def product():
    return PRODUCT


@pytest.fixture(scope="session")
def output():
    """Where screenshots and executed notebooks are kept."""
    return OUTPUT


@pytest.fixture(scope="session", autouse=True)
def installed(tmp_path_factory):
    """The kernel, installed below a prefix that only these tests see."""
    prefix = tmp_path_factory.mktemp("prefix")
    private = tmp_path_factory.mktemp("jupyter")
    for variable, name in {
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
    }.items():
        (private / name).mkdir()
        os.environ[variable] = str(private / name)
    done = subprocess.run(
        [PRODUCT / "bin/vedette", "install", "--prefix", prefix], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    os.environ["JUPYTER_PATH"] = str(prefix / "share/jupyter")
    return prefix / "share/jupyter/kernels/vedette"


@pytest.fixture(scope="module")
def session(installed):
    from clients import Session

    session = Session()
    yield session
    session.close()


@pytest.fixture(scope="session")
def service(product):
    """An emulator of the services over the sample logs."""
    from emulators import emulator

    with emulator(product) as running:
        yield running
