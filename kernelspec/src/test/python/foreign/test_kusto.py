"""Microsoft's client of Data Explorer for Python, as it is."""

import pytest
from azure.kusto.data import ClientRequestProperties, KustoClient, KustoConnectionStringBuilder
from azure.kusto.data.exceptions import KustoApiError, KustoMultiApiError, KustoServiceError
from conftest import cells


@pytest.fixture(scope="module")
def client(emulator):
    connection = KustoConnectionStringBuilder.with_token_provider(emulator["dataExplorer"], lambda: emulator["token"])
    with KustoClient(connection) as client:
        yield client


def test_a_query_has_the_local_engines_cells(client, local, query):
    columns, rows = local.table(query)

    table = client.execute_query("vedette", query).primary_results[0]

    assert [(column.column_name, column.column_type) for column in table.columns] == columns
    kinds = [kind for _, kind in columns]
    assert cells([row.to_list() for row in table.rows], kinds) == cells(rows, kinds)


def test_its_commands_are_answered(client, local):
    tables = [row["TableName"] for row in client.execute_mgmt("vedette", ".show tables").primary_results[0]]

    assert "SecurityEvent" in tables


def test_parameters_are_values(client):
    properties = ClientRequestProperties()
    properties.set_parameter("who", "x' or true //")
    properties.set_parameter("least", 3)

    result = client.execute_query(
        "vedette", "declare query_parameters(who: string, least: long);\nprint who = who, least = least", properties
    )

    assert result.primary_results[0][0].to_list() == ["x' or true //", 3]


def test_errors_are_its_own(client):
    with pytest.raises((KustoApiError, KustoServiceError), match="SYN0002"):
        client.execute_query("vedette", "SecurityEvent | joi x")


def test_missing_rows_are_told(client):
    properties = ClientRequestProperties()
    properties.set_option("truncationmaxrecords", 10)

    with pytest.raises((KustoMultiApiError, KustoServiceError), match="10 records"):
        client.execute_query("vedette", "range i from 1 to 11 step 1", properties)
