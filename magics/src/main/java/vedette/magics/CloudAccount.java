package vedette.magics;

import vedette.sentinel.ConnectionString;
import vedette.sentinel.TokenSource;
import vedette.sentinel.http.CloudHttp;

/**
 * How a connection signs in and goes out, for other services that are reached in the same way.
 *
 * @param string what the connection was opened by
 */
record CloudAccount(ConnectionString string, TokenSource tokens, CloudHttp http) {}
