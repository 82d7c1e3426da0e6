/**
 * Fields of a data source in a file of apiVersion 1.
 * @see https://github.com/grafana/grafana/blob/v11.4.0/pkg/services/provisioning/datasources/types.go
 */
export const FIELDS: readonly string[] = [
  ...['name', 'type', 'uid', 'access', 'url', 'user', 'database', 'basicAuth', 'basicAuthUser', 'withCredentials', 'isDefault'],
  ...['orgId', 'version', 'editable', 'jsonData', 'secureJsonData', 'correlations', 'apiVersion'],
];

/** Fields that were taken out in Grafana 9, with their place since 5. @see https://grafana.com/docs/grafana/latest/whatsnew/whats-new-in-v9-0/ */
export const SECRET_FIELDS: ReadonlySet<string> = new Set(['password', 'basicAuthPassword']);

/** Settings that data sources read from jsonData. @see https://grafana.com/docs/grafana/latest/administration/provisioning/#json-data */
export const JSON_FIELDS: ReadonlySet<string> = new Set([
  ...['httpMethod', 'timeInterval', 'queryTimeout', 'tlsSkipVerify', 'tlsAuth', 'tlsAuthWithCACert', 'serverName', 'maxLines'],
  ...['derivedFields', 'tracesToLogs', 'tracesToLogsV2', 'tracesToMetrics', 'serviceMap', 'nodeGraph', 'lokiSearch', 'sslmode'],
  ...['exemplarTraceIdDestinations', 'manageAlerts', 'alertmanagerUid', 'prometheusType', 'prometheusVersion', 'customQueryParameters'],
  ...['httpHeaderName1', 'httpHeaderName2', 'implementation', 'handleGrafanaManagedAlerts', 'postgresVersion', 'maxOpenConns', 'search'],
]);

/** Settings that data sources read from secureJsonData, and that are nothing in jsonData. */
export const SECURE = /^(?:password|basicAuthPassword|httpHeaderValue\d+|tlsClientKey|tlsClientCert|tlsCACert|secretKey|privateKey)$/;
