import { nearest } from '../../values/nearest.ts';

/**
 * Sections of grafana.ini.
 * @see https://github.com/grafana/grafana/blob/v11.4.0/conf/defaults.ini
 */
const SECTIONS = [
  ...['paths', 'server', 'database', 'remote_cache', 'dataproxy', 'analytics', 'security', 'security.encryption', 'snapshots'],
  ...['dashboards', 'datasources', 'sql_datasources', 'users', 'secretscan', 'service_accounts', 'rbac', 'quota', 'environment'],
  ...['auth', 'auth.anonymous', 'auth.azuread', 'auth.basic', 'auth.generic_oauth', 'auth.github', 'auth.gitlab', 'auth.google'],
  ...[
    'auth.grafana_com',
    'auth.grafananet',
    'auth.extended_jwt',
    'auth.scim',
    'auth.sigv4',
    'auth.jwt',
    'auth.ldap',
    'auth.okta',
    'auth.proxy',
    'auth.saml',
    'aws',
    'azure',
    'sso_settings',
  ],
  ...['smtp', 'smtp.static_headers', 'emails', 'log', 'log.console', 'log.file', 'log.frontend', 'log.syslog', 'alerting'],
  ...['unified_alerting', 'unified_alerting.screenshots', 'unified_alerting.state_history', 'unified_alerting.reserved_labels'],
  ...['recording_rules', 'annotations', 'annotations.api', 'annotations.dashboard', 'explore', 'help', 'profile', 'news', 'query'],
  ...['query_history', 'metrics', 'metrics.graphite', 'grafana_com', 'grafana_net', 'tracing.jaeger', 'tracing.opentelemetry'],
  ...['tracing.opentelemetry.otlp', 'external_image_storage', 'rendering', 'panels', 'plugins', 'live', 'enterprise'],
  ...['feature_toggles', 'date_formats', 'expressions', 'geomap', 'navigation', 'public_dashboards', 'support_bundles', 'storage'],
  ...['search', 'secure_socks_datasource_proxy', 'short_links', 'cloud_migration', 'frontend', 'grafana-apiserver', 'reporting'],
];

/** The section that was most likely meant by one that there is not. */
export function sectionMeant(name: string): string | undefined {
  const [head = ''] = name.split('.');
  // A section may have parts that are not listed here.
  const isPart = head !== name && head !== 'auth' && (head === 'plugin' || SECTIONS.includes(head));
  return name.length < 4 || SECTIONS.includes(name) || isPart ? undefined : nearest(name, SECTIONS);
}

export const UNREAD = 'Grafana passes over what it does not know, without a word: the defaults are in force.';
