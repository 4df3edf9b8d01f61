"""Kqlmagic, told of its data source by its connection string."""

import os

import pytest
from conftest import QUERIES, cells


@pytest.fixture(scope="module")
def kql(emulator):
    os.environ["KQLMAGIC_LOAD_MODE"] = "silent"
    os.environ["KQLMAGIC_NOTEBOOK_APP"] = "jupyternotebook"
    os.environ["KQLMAGIC_CONFIGURATION"] = (
        "show_what_new=False;check_magic_version=False;show_init_banner=False;enable_sso=False;"
        "enable_add_items_to_help=False"
    )
    from Kqlmagic import kql

    kql(
        f"loganalytics://workspace='{emulator['workspace']}';appkey='{emulator['token']}';alias='soc'"
        f";datasourceurl='{emulator['dataExplorer']}' -popup_schema=False -short_errors=False"
    )
    return kql


@pytest.mark.parametrize("name", ["types", "nulls", "counts"])
def test_a_query_has_the_local_engines_cells(kql, local, name):
    columns, rows = local.table(QUERIES[name])

    result = kql(QUERIES[name])

    assert result.columns_name == [column for column, _ in columns]
    kinds = [kind for _, kind in columns]
    found = [[row[column] for column, _ in columns] for row in result]
    assert cells(found, kinds) == cells(rows, kinds)


def test_the_picture_that_is_asked_for_is_known(kql):
    result = kql("SecurityEvent | summarize n = count() by Computer | render piechart with (title='Hosts')")

    assert result.visualization == "piechart"
    assert result.title == "Hosts"


def test_what_it_took_is_known(kql):
    result = kql("range i from 1 to 3 step 1")

    assert result.records_count == 3
    assert result.completion_query_info["StatusCode"] == 0
