package vedette.sentinel.credentials;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.Configuration;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.AzurePowerShellCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes credentials of azure-identity. The only class that knows its builders; loaded when the first one is made. */
final class Ways {

    private Ways() {}

    static TokenCredential secret(Entra entra, Supplier<HttpClient> http, String secret) {
        return common(new ClientSecretCredentialBuilder(), entra, http)
                .clientSecret(secret)
                .build();
    }

    static TokenCredential certificate(Entra entra, Supplier<HttpClient> http, Path file, Optional<String> password) {
        if (!Files.isReadable(file)) {
            throw new Refusal("the certificate's file cannot be read: " + file);
        }
        ClientCertificateCredentialBuilder builder =
                common(new ClientCertificateCredentialBuilder(), entra, http).sendCertificateChain(true);
        String name = file.toString();
        String lower = name.toLowerCase(Locale.ROOT);
        boolean isStore = lower.endsWith(".pfx") || lower.endsWith(".p12");
        if (isStore) {
            builder.pfxCertificate(name).clientCertificatePassword(password.orElse(""));
        } else {
            builder.pemCertificate(name);
        }
        return builder.build();
    }

    static TokenCredential workload(Entra entra, Supplier<HttpClient> http, String tokenFile) {
        return common(new WorkloadIdentityCredentialBuilder(), entra, http)
                .tokenFilePath(tokenFile)
                .build();
    }

    /** Its endpoint is on the machine or beside it, at an address that no proxy knows. */
    static TokenCredential managed(ManagedIdentity identity) {
        HttpClient direct = new JdkHttpClientBuilder(
                        java.net.http.HttpClient.newBuilder().proxy(java.net.http.HttpClient.Builder.NO_PROXY))
                .configuration(Configuration.NONE)
                .connectionTimeout(Duration.ofSeconds(5))
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder().httpClient(direct);
        identity.clientId().ifPresent(builder::clientId);
        identity.resourceId().ifPresent(builder::resourceId);
        identity.objectId().ifPresent(builder::objectId);
        return builder.build();
    }

    static TokenCredential powerShell(Optional<String> tenant) {
        AzurePowerShellCredentialBuilder builder = new AzurePowerShellCredentialBuilder();
        tenant.ifPresent(builder::tenantId);
        return builder.build();
    }

    private static <T extends AadCredentialBuilderBase<T>> T common(T builder, Entra entra, Supplier<HttpClient> http) {
        builder.authorityHost(entra.authority().toString())
                .tenantId(entra.tenant()
                        .orElseThrow(
                                () -> new Refusal("the tenant is missing; add tenant='...' or set AZURE_TENANT_ID")))
                .clientId(entra.clientId()
                        .orElseThrow(
                                () -> new Refusal("clientid is missing; add clientid='...' or set AZURE_CLIENT_ID")))
                .httpClient(http.get())
                .retryOptions(new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(500))));
        return entra.isKnown() ? builder : builder.disableInstanceDiscovery();
    }

    /** Which of a machine's identities; its own where none is named. */
    record ManagedIdentity(Optional<String> clientId, Optional<String> resourceId, Optional<String> objectId) {

        String shown() {
            return clientId.or(() -> resourceId).or(() -> objectId).orElse("the machine's own");
        }
    }
}
