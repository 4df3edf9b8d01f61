package vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vedette.sentinel.ConnectionString.Service.APPLICATION_INSIGHTS;
import static vedette.sentinel.ConnectionString.Service.CACHE;
import static vedette.sentinel.ConnectionString.Service.DATA_EXPLORER;
import static vedette.sentinel.ConnectionString.Service.LAKE;
import static vedette.sentinel.ConnectionString.Service.LOG_ANALYTICS;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.sentinel.ConnectionString.Reading;

class ConnectionStringTest {

    private static final String ID = "0e9a4a5c-1111-2222-3333-444455556666";
    private static final String CANARY = "c4n4ry-S3cr3t~Value";
    private static final Map<String, String> VARIABLES = Map.of("ws", ID, "hidden", CANARY);
    private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", CANARY, "TENANT", "contoso.com");

    private static ConnectionString parse(String text) {
        return ConnectionString.parse(text, new Reading(of(VARIABLES), of(ENVIRONMENT), false));
    }

    private static Function<String, Optional<String>> of(Map<String, String> map) {
        return name -> Optional.ofNullable(map.get(name));
    }

    @Nested
    class Notations {

        @Test
        void keysAndFlags() {
            ConnectionString soc =
                    parse("loganalytics://workspace='" + ID + "';tenant=\"contoso.com\";alias='soc';code");

            assertThat(soc.service()).isEqualTo(LOG_ANALYTICS);
            assertThat(soc.value("Work-Space")).contains(ID);
            assertThat(soc.value("tenant")).contains("contoso.com");
            assertThat(soc.alias()).contains("soc");
            assertThat(soc.has("code")).isTrue();
            assertThat(soc.has("azcli")).isFalse();
            assertThat(soc.name()).isEqualTo("soc@loganalytics");
        }

        @Test
        void parentheses() {
            ConnectionString soc = parse("loganalytics://code().tenant('contoso.com').workspace('" + ID + "')");

            assertThat(soc.has("code")).isTrue();
            assertThat(soc.value("tenant")).contains("contoso.com");
            assertThat(soc.name()).isEqualTo(ID + "@loganalytics");
        }

        @Test
        void bareId() {
            assertThat(parse(" " + ID + " ").name()).isEqualTo(ID + "@loganalytics");
        }

        @Test
        void variablesAndTheEnvironment() {
            ConnectionString soc =
                    parse("loganalytics://workspace=ws;tenant=$TENANT;alias=plain;clientid='app';clientsecret=hidden");

            assertThat(soc.value("workspace")).contains(ID);
            assertThat(soc.value("tenant")).contains("contoso.com");
            assertThat(soc.value("alias")).contains("plain");
            assertThat(soc.value("clientsecret")).contains(CANARY);
        }

        @Test
        void doubledQuotesAndBlanks() {
            assertThat(parse("loganalytics:// workspace = '" + ID + "' ; alias = 'it''s; \"x\"' ;")
                            .alias())
                    .contains("it's; \"x\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"azuredataexplorer", "adx", "ADE", "kusto", "azure_data-Explorer"})
        void dataExplorer(String scheme) {
            ConnectionString help = parse(scheme + "://cluster='help';database='Samples'");

            assertThat(help.service()).isEqualTo(DATA_EXPLORER);
            assertThat(help.value("cluster")).contains("https://help.kusto.windows.net");
            assertThat(help.name()).isEqualTo("Samples@help");
            assertThat(help.scope()).isEqualTo("https://help.kusto.windows.net/.default");
        }

        @Test
        void otherServices() {
            assertThat(parse("appinsights://appid='a1';appkey=$SECRET").name()).isEqualTo("a1@applicationinsights");
            assertThat(parse("applicationInsights://appid='a1'").service()).isEqualTo(APPLICATION_INSIGHTS);
            assertThat(parse("sentinellake://workspace='soc-" + ID + "'").service())
                    .isEqualTo(LAKE);
            assertThat(parse("cache://folder='results'").service()).isEqualTo(CACHE);
            assertThat(parse("file://folder='results';alias='x'").name()).isEqualTo("x@cache");
            assertThat(parse("loganalytics://resource='/subscriptions/s/resourceGroups/g/providers/"
                                    + "Microsoft.OperationalInsights/workspaces/soc'")
                            .name())
                    .isEqualTo("soc@loganalytics");
        }

        @Test
        void proxyCluster() {
            ConnectionString proxy =
                    parse("adx://cluster='https://ade.loganalytics.io/subscriptions/s/resourcegroups/g/"
                            + "providers/microsoft.operationalinsights/workspaces/soc';database='soc'");

            assertThat(proxy.name()).isEqualTo("soc@soc");
            assertThat(proxy.scope()).isEqualTo("https://ade.loganalytics.io/.default");
            assertThat(proxy.endpoint().getPath()).endsWith("/workspaces/soc");
        }

        @Test
        void kustosOwn() {
            ConnectionString help = parse(
                    "Data Source=https://help.kusto.windows.net:443;Initial Catalog=Samples;"
                            + "Authority Id=contoso.com;AAD Federated Security=True;Application Client Id=app;Application Key=$SECRET");

            assertThat(help.service()).isEqualTo(DATA_EXPLORER);
            assertThat(help.value("database")).contains("Samples");
            assertThat(help.value("tenant")).contains("contoso.com");
            assertThat(help.value("clientsecret")).contains(CANARY);
            assertThat(parse("https://help.kusto.windows.net/Samples; Fed=true; Accept=true")
                            .name())
                    .isEqualTo("Samples@help");
        }

        @Test
        void sayWhetherATextMeansToBeOne() {
            assertThat(ConnectionString.isMeantBy("loganalitics://x")).isTrue();
            assertThat(ConnectionString.isMeantBy(ID)).isTrue();
            assertThat(ConnectionString.isMeantBy("Data Source=x")).isTrue();
            assertThat(ConnectionString.isMeantBy("soc@loganalytics")).isFalse();
            assertThat(ConnectionString.isMeantBy("T | where Url == 'http://x'"))
                    .isFalse();
        }
    }

    @Nested
    class Mistakes {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "loganalitics://workspace='x' -> did you mean 'loganalytics'?",
                    "loganalytics://tenant='contoso.com' -> lacks workspace",
                    "loganalytics://workspace='soc' -> its name is no ID",
                    "loganalytics://workspce='x' -> did you mean 'workspace'?",
                    "loganalytics://database='x' -> has no key 'database'",
                    "adx://cluster='help' -> lacks database",
                    "appinsights://code -> lacks appid",
                    "loganalytics://workspace='x;tenant= -> no closing quote",
                    "loganalytics://code='yes' -> code takes no value",
                    "loganalytics://tenant=$NOWHERE -> $NOWHERE for tenant is not set",
                    "loganalytics://cloud='germany' -> was closed",
                    "loganalytics://cloud='chine' -> did you mean 'china'?",
                    "loganalytics://endpoint='http://example.com' -> must begin with https://",
                    "loganalytics://endpoint='https://me@example.com' -> without a user",
                    "loganalytics://tenant='' -> tenant has no value",
                    "Data Source=help;Initial Catalogue=x -> did you mean 'initialcatalog'?",
                    "soc -> is no connection string"
                })
        void areNamed(String textAndMessage) {
            String[] both = textAndMessage.split(" -> ", 2);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parse(both[0]))
                    .withMessageContaining(both[1]);
        }

        @Test
        void missingClusterIsNamedWhereNoEarlierConnectionHasOne() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parse("adx://database='Samples'").name())
                    .withMessageContaining("lacks cluster");
        }
    }

    @Nested
    class Secrets {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "loganalytics://workspace=ws;clientid='a';clientsecret='" + CANARY + "'",
                    "loganalytics://workspace=ws;clientid='a';clientsecret=" + CANARY,
                    "loganalytics://clientsecret('" + CANARY + "').workspace(ws)",
                    "loganalytics://workspace=ws;username='a';password='x" + CANARY + "'y'",
                    "loganalytics://workspace=ws;password=x;" + CANARY + "='a'",
                    "loganalytics://workspace=ws;password=x;" + CANARY,
                    "loganalytics://workspace=ws;password='" + CANARY,
                    "loganalytics://workspace=ws;password=$" + CANARY,
                    "loganalytics://workspace=ws;token='" + CANARY + "'",
                    "loganalytics://workspace=ws;appkey='" + CANARY + "'",
                    "loganalytics://workspace=ws;certificatepassword='" + CANARY + "'",
                    "loganalytics://workspace=ws;certificate='-----BEGIN PRIVATE KEY-----" + CANARY + "'",
                    "Data Source=help;Initial Catalog=x;Application Key=" + CANARY,
                    "Data Source=help;Initial Catalog=x;Password=a;" + CANARY + "=b"
                })
        void inTheTextAreRefusedAndNotRepeated(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parse(text))
                    .satisfies(refusal -> assertThat(refusal).hasMessageNotContaining(CANARY.substring(0, 6)));
        }

        @Test
        void mayStandInTheTextWhereThatIsAllowed() {
            Reading open = new Reading(of(VARIABLES), of(ENVIRONMENT), true);

            ConnectionString soc = ConnectionString.parse(
                    "loganalytics://workspace=ws;clientid='a';clientsecret='" + CANARY + "'", open);

            assertThat(soc.value("clientsecret")).contains(CANARY);
            assertThat(soc.toString()).doesNotContain(CANARY).contains("clientsecret=<hidden>");
        }

        @Test
        void areNotPrinted() {
            ConnectionString soc = parse("loganalytics://workspace=ws;username='ann';password=$SECRET;token=hidden");

            assertThat(soc.toString()).doesNotContain(CANARY).contains("username='ann'");
        }

        @Test
        void areAskedForWhereTheTextSaysSo() {
            ConnectionString soc = parse("loganalytics://workspace=ws;username='ann';password=<password>");

            assertThat(soc.isAsked("password")).isTrue();
            assertThat(soc.value("password")).isEmpty();
        }
    }

    @Nested
    class Inheritance {

        @Test
        void takesTenantAndCredentials() {
            ConnectionString first =
                    parse("loganalytics://workspace=ws;tenant='contoso.com';clientid='a';clientsecret=hidden");

            ConnectionString second =
                    parse("loganalytics://workspace=ws;alias='two'").withInherited(first);

            assertThat(second.value("tenant")).contains("contoso.com");
            assertThat(second.value("clientsecret")).contains(CANARY);
            assertThat(second.name()).isEqualTo("two@loganalytics");
        }

        @Test
        void takesTheCluster() {
            ConnectionString first = parse("adx://cluster='help';database='Samples';code");

            assertThat(parse("adx://database='Logs'").withInherited(first).name())
                    .isEqualTo("Logs@help");
        }

        @Test
        void leavesOwnCredentialsAlone() {
            ConnectionString first = parse("loganalytics://workspace=ws;clientid='a';clientsecret=hidden");

            ConnectionString second = parse("loganalytics://workspace=ws;azcli").withInherited(first);

            assertThat(second.value("clientsecret")).isEmpty();
            assertThat(second.has("azcli")).isTrue();
        }

        @Test
        void stopsBetweenKinds() {
            ConnectionString first = parse("adx://cluster='help';database='Samples';tenant='contoso.com'");

            assertThat(parse(ID).withInherited(first).value("tenant")).isEmpty();
        }
    }

    @Nested
    class Clouds {

        @Test
        void giveAddressAndScope() {
            ConnectionString china = parse("loganalytics://workspace=ws;cloud='mooncake'");

            assertThat(china.cloud()).isEqualTo(Cloud.CHINA);
            assertThat(china.endpoint()).isEqualTo(URI.create("https://api.loganalytics.azure.cn"));
            assertThat(china.scope()).isEqualTo("https://api.loganalytics.azure.cn/.default");
            assertThat(china.cloud().authority()).isEqualTo(URI.create("https://login.chinacloudapi.cn"));
        }

        @Test
        void areRecognisedByACluster() {
            ConnectionString cluster =
                    parse("adx://cluster='https://logs.usgovvirginia.kusto.usgovcloudapi.net';database='d'");

            assertThat(cluster.cloud()).isEqualTo(Cloud.GOVERNMENT);
            assertThat(cluster.name()).isEqualTo("d@logs.usgovvirginia");
            assertThat(parse("adx://cluster='logs';database='d';cloud='fairfax'")
                            .endpoint())
                    .isEqualTo(URI.create("https://logs.kusto.usgovcloudapi.net"));
        }

        @Test
        void scopeDoesNotFollowTheAddress() {
            ConnectionString local = parse("loganalytics://workspace='any';endpoint='http://127.0.0.1:8080/v1/'");

            assertThat(local.endpoint()).isEqualTo(URI.create("http://127.0.0.1:8080"));
            assertThat(local.scope()).isEqualTo("https://api.loganalytics.io/.default");
            assertThat(parse("loganalytics://workspace=ws;scope='https://x.example'")
                            .scope())
                    .isEqualTo("https://x.example/.default");
        }
    }

    @Nested
    class LakeOfAWorkspace {

        @Test
        void goesWhereTheCloudHasItSignedInTheSameWay() {
            ConnectionString lake = parse("loganalytics://workspace='" + ID
                            + "';alias='soc';tenant='contoso.com';clientid='me';clientsecret=hidden;scope='x'")
                    .lake();

            assertThat(lake.service()).isEqualTo(LAKE);
            assertThat(lake.name()).isEqualTo("soc@sentinellake");
            assertThat(lake.endpoint()).isEqualTo(URI.create("https://api.securityplatform.microsoft.com/lake/kql"));
            assertThat(lake.scope()).isEqualTo("https://api.securityplatform.microsoft.com/.default");
            assertThat(lake.value("tenant")).contains("contoso.com");
            assertThat(lake.value("clientsecret")).contains(CANARY);
            assertThat(lake.value("workspace")).contains(ID);
            assertThat(lake).asString().doesNotContain(CANARY);
        }

        @Test
        void hasTheNameOfAWorkspaceWithoutAlias() {
            assertThat(parse("loganalytics://resource='/subscriptions/1/resourceGroups/g/providers/"
                                    + "Microsoft.OperationalInsights/workspaces/hunt'")
                            .lake()
                            .name())
                    .isEqualTo("hunt@sentinellake");
            assertThat(parse(ID).lake().name()).isEqualTo(ID + "@sentinellake");
        }

        @Test
        void isWhereTheStringSaysOrOnThisMachine() {
            assertThat(parse("loganalytics://workspace='x';endpoint='https://gate.contoso.com/v1';token=hidden;"
                                    + "lakeendpoint='https://gate.contoso.com/lake/kql/'")
                            .lake()
                            .endpoint())
                    .isEqualTo(URI.create("https://gate.contoso.com/lake/kql"));
            assertThat(parse("loganalytics://workspace='x';endpoint='http://127.0.0.1:81/v1';token=hidden")
                            .lake()
                            .endpoint())
                    .isEqualTo(URI.create("http://127.0.0.1:81/lake/kql"));
            assertThat(parse("loganalytics://workspace='" + ID + "';cloud='usgov';"
                                    + "lakeendpoint='https://lake.example.us/kql'")
                            .lake()
                            .scope())
                    .isEqualTo("https://lake.example.us/.default");
        }

        @Test
        void isRefusedWhereItWouldBeAGuess() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parse("loganalytics://workspace='x';endpoint='https://gate.contoso.com'")
                            .lake())
                    .withMessageContaining("gate.contoso.com")
                    .withMessageContaining("lakeendpoint=");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parse("loganalytics://workspace='" + ID + "';cloud='china'")
                            .lake())
                    .withMessageContaining("no data lake");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> parse("loganalytics://workspace='" + ID + "';endpoint='https://api.loganalytics.us'")
                                    .lake())
                    .withMessageContaining("no data lake");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parse("loganalytics://workspace='" + ID + "';token=hidden")
                            .lake())
                    .withMessageContaining("for one service")
                    .withMessageNotContaining(CANARY);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parse("azuredataexplorer://cluster='help';database='Samples'")
                            .lake())
                    .withMessageContaining("no workspace");
        }

        @Test
        void ofALakeIsItself() {
            ConnectionString lake = parse("sentinellake://workspace='" + ID + "'");

            assertThat(lake.lake()).isSameAs(lake);
        }
    }
}
