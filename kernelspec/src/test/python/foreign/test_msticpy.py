"""msticpy's provider for Sentinel, told of its cloud and workspace by its configuration file alone."""

import pytest
from conftest import cells


def test_a_query_has_the_local_engines_cells(provider, local, query):
    columns, rows = local.table(query)

    frame = provider.exec_query(query)

    assert list(frame.columns) == [name for name, _ in columns]
    kinds = [kind for _, kind in columns]
    assert cells(frame.astype(object).values.tolist(), kinds) == cells(rows, kinds)


def test_its_own_queries_run(provider, local):
    _, rows = local.table(
        "SecurityEvent | where TimeGenerated between (datetime(2026-11-02) .. datetime(2026-11-05))"
        " | where Computer has 'FIN' | count"
    )

    events = provider.WindowsSecurity.list_host_events(host_name="FIN", start="2026-11-02", end="2026-11-05")

    assert 0 < len(events) == rows[0][0]


@pytest.mark.parametrize("name", ["list_host_processes", "list_host_logons", "list_host_logon_failures"])
def test_its_own_queries_find_the_columns_that_they_show(provider, emulator, name):
    query = getattr(provider.WindowsSecurity, name)

    events = query(host_name="FIN-07", start="2026-11-02", end="2026-11-07")

    assert len(events) > 0
    assert set(events["TenantId"]) == {emulator["workspace"]}
    assert all(events["SourceComputerId"])


def test_missing_rows_are_told(provider):
    with pytest.warns(RuntimeWarning, match="Partial results"):
        frame = provider.exec_query("range i from 1 to 5001 step 1")

    assert len(frame) == 5000


def test_an_error_names_what_is_unknown(provider):
    with pytest.raises(Exception, match="Nowhere"):
        provider.exec_query("Nowhere | take 1")
