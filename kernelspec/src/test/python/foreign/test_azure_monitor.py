"""Microsoft's client of Log Analytics for Python, as it is."""

import datetime

import pytest
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError
from azure.identity import AzureCliCredential
from azure.monitor.query import LogsBatchQuery, LogsQueryClient, LogsQueryPartialResult, LogsQueryStatus
from conftest import cells

DAY = (datetime.datetime(2026, 11, 3, tzinfo=datetime.UTC), datetime.timedelta(days=1))


@pytest.fixture(scope="module")
def client(emulator):
    with LogsQueryClient(AzureCliCredential(), endpoint=emulator["logAnalytics"], retry_total=0) as client:
        yield client


def test_a_query_has_the_local_engines_cells(client, emulator, local, query):
    columns, rows = local.table(query)

    result = client.query_workspace(emulator["workspace"], query, timespan=None)

    assert result.status == LogsQueryStatus.SUCCESS
    assert list(zip(result.tables[0].columns, result.tables[0].columns_types)) == columns
    kinds = [kind for _, kind in columns]
    assert cells(result.tables[0].rows, kinds) == cells(rows, kinds)


def test_a_timespan_bounds_the_rows(client, emulator, local):
    _, rows = local.table(
        "SecurityEvent | where TimeGenerated between (datetime(2026-11-03) .. datetime(2026-11-04)) | count"
    )

    result = client.query_workspace(emulator["workspace"], "SecurityEvent | count", timespan=DAY)

    assert rows[0][0] > 0
    assert list(result.tables[0].rows[0]) == rows[0]


def test_missing_rows_are_told(client, emulator):
    result = client.query_workspace(emulator["workspace"], "range i from 1 to 5001 step 1", timespan=None)

    assert isinstance(result, LogsQueryPartialResult)
    assert len(result.partial_data[0].rows) == 5000
    assert result.partial_error.code == "PartialError"
    assert "5000 records" in str(result.partial_error)


def test_errors_carry_the_services_codes(client, emulator):
    with pytest.raises(HttpResponseError) as syntax:
        client.query_workspace(emulator["workspace"], "SecurityEvent\n| joi x", timespan=None)
    with pytest.raises(HttpResponseError) as workspace:
        client.query_workspace("00000000-0000-4000-8000-000000000001", "print 1", timespan=None)

    assert syntax.value.status_code == 400
    assert syntax.value.error.code == "BadArgumentError"
    assert "SYN0002" in str(syntax.value)
    assert workspace.value.status_code == 404


def test_a_query_that_takes_too_long_is_stopped(client, emulator):
    with pytest.raises(HttpResponseError) as late:
        client.query_workspace(
            emulator["workspace"],
            "range a from 1 to 100000 step 1 | extend k = 1"
            " | join kind=inner (range b from 1 to 100000 step 1 | extend k = 1) on k | summarize sum(a * b)",
            timespan=None,
            server_timeout=1,
        )

    assert late.value.status_code == 504


def test_a_wrong_token_is_refused(emulator):
    class Wrong:
        def get_token(self, *scopes, **options):
            from azure.core.credentials import AccessToken

            return AccessToken("wrong", 4070908800)

    with LogsQueryClient(Wrong(), endpoint=emulator["logAnalytics"], retry_total=0) as client:
        with pytest.raises((ClientAuthenticationError, HttpResponseError)):
            client.query_workspace(emulator["workspace"], "print 1", timespan=None)


def test_a_batch_answers_each_query(client, emulator, local):
    _, rows = local.table("SecurityEvent | count")
    workspace = emulator["workspace"]

    results = client.query_batch(
        [
            LogsBatchQuery(workspace, "SecurityEvent | count", timespan=None),
            LogsBatchQuery(workspace, "Nowhere | count", timespan=None),
            LogsBatchQuery(workspace, "range i from 1 to 3 step 1", timespan=None, include_statistics=True),
        ]
    )

    assert [result.status for result in results] == [
        LogsQueryStatus.SUCCESS, LogsQueryStatus.FAILURE, LogsQueryStatus.SUCCESS
    ]
    assert list(results[0].tables[0].rows[0]) == rows[0]
    assert "'Nowhere'" in results[1].message
    assert results[2].statistics["query"]["datasetStatistics"][0]["tableRowCount"] == 3


def test_statistics_and_the_picture_come_when_asked_for(client, emulator):
    result = client.query_workspace(
        emulator["workspace"],
        "SecurityEvent | summarize n = count() by Computer | render barchart with (title='Hosts')",
        timespan=None, include_statistics=True, include_visualization=True,
    )

    assert result.statistics["query"]["executionTime"] > 0
    assert result.visualization["visualization"] == "barchart"
    assert result.visualization["title"] == "Hosts"
