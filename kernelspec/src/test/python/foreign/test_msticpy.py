"""msticpy's provider for Sentinel, told of its cloud and workspace by its configuration file alone."""

import os

import pytest
from conftest import cells


@pytest.fixture(scope="module")
def provider(emulator, tmp_path_factory):
    configuration = tmp_path_factory.mktemp("msticpy") / "msticpyconfig.yaml"
    configuration.write_text(
        f"""
Azure:
  resource_manager_url: {emulator["dataExplorer"]}/
  auth_methods: [cli]
AzureSentinel:
  Workspaces:
    Default:
      WorkspaceId: {emulator["workspace"]}
      TenantId: 00000000-0000-0000-0000-000000000001
      SubscriptionId: 00000000-0000-0000-0000-000000000001
      ResourceGroup: vedette
      WorkspaceName: vedette
"""
    )
    os.environ["MSTICPYCONFIG"] = str(configuration)
    # msticpy looks at pytest's own variable and, where it is set, does not ask for the cloud's addresses.
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    from msticpy.data.core.data_providers import QueryProvider

    provider = QueryProvider("MSSentinel")
    provider.connect(workspace="Default")
    return provider


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


def test_missing_rows_are_told(provider):
    with pytest.warns(RuntimeWarning, match="Partial results"):
        frame = provider.exec_query("range i from 1 to 5001 step 1")

    assert len(frame) == 5000


def test_an_error_names_what_is_unknown(provider):
    with pytest.raises(Exception, match="Nowhere"):
        provider.exec_query("Nowhere | take 1")
