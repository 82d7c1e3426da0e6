import { dump } from 'js-yaml';
import type { Severity } from '../../lib/metrics/rules.ts';

/** `name="value"`, as Alertmanager writes conditions on labels. */
export type Matcher = `${string}="${string}"` | `${string}=~"${string}"`;

/** The parts of Alertmanager's configuration that we use. @see https://prometheus.io/docs/alerting/0.27/configuration/ */
export interface AlertmanagerConfig {
  readonly route: Route & { readonly routes: readonly (Route & { readonly matchers: readonly Matcher[] })[] };
  readonly receivers: readonly { readonly name: string; readonly slack_configs?: readonly SlackConfig[] }[];
  readonly inhibit_rules: readonly InhibitRule[];
}

export interface Route {
  readonly receiver: string;
  readonly group_by?: readonly string[];
  /** Waits for further alerts of the group before the first message. */
  readonly group_wait?: string;
  /** Between messages about new alerts of the group. */
  readonly group_interval?: string;
  /** Between messages about nothing new. */
  readonly repeat_interval?: string;
}

export interface SlackConfig {
  /** File with the webhook's URL: the URL itself is a secret. */
  readonly api_url_file: string;
  readonly send_resolved: boolean;
  readonly color: string;
  readonly title: string;
  readonly text: string;
}

/** While an alert of the source fires, those of the target that agree in the labels `equal` are not sent. */
export interface InhibitRule {
  readonly source_matchers: readonly Matcher[];
  readonly target_matchers: readonly Matcher[];
  readonly equal: readonly string[];
}

/**
 * Where alerts go (seed 002, Alertmanager): one receiver a severity, which sends nothing until Slack is switched on.
 * @param webhook file with the URL of Slack's incoming webhook, once it is.
 */
export function alertmanagerConfig(webhook: string | undefined): AlertmanagerConfig {
  return {
    route: {
      receiver: 'warning',
      group_by: ['alertname', 'namespace'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [{ ...ofSeverity('critical'), group_wait: '10s', repeat_interval: '1h' }, { ...ofSeverity('warning') }],
    },
    receivers: (['critical', 'warning'] as const).map((name) =>
      webhook === undefined ? { name } : { name, slack_configs: [slack(webhook, name)] },
    ),
    inhibit_rules: [
      // A server that is down answers no query, slow or fast.
      { source_matchers: ['alertname="MySQLDown"'], target_matchers: ['alertname="SlowQueries"'], equal: ['namespace'] },
      // Two alerts that both lack a label agree in it, so only those with an instance may silence each other.
      {
        source_matchers: ['severity="critical"', 'instance=~".+"'],
        target_matchers: ['severity="warning"', 'instance=~".+"'],
        equal: ['instance'],
      },
    ],
  };
}

function ofSeverity(severity: Severity): Route & { readonly matchers: readonly Matcher[] } {
  return { receiver: severity, matchers: [`severity="${severity}"`] };
}

function slack(webhook: string, severity: Severity): SlackConfig {
  return {
    api_url_file: webhook,
    send_resolved: true,
    color: `{{ if eq .Status "firing" }}${severity === 'critical' ? 'danger' : 'warning'}{{ else }}good{{ end }}`,
    title: '{{ .Status | toUpper }} {{ .CommonLabels.severity }}: {{ .GroupLabels.alertname }}',
    text: '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.action }}\n\n{{ end }}',
  };
}

/** The configuration as the file that Alertmanager reads. */
export function alertmanagerFile(config: AlertmanagerConfig): string {
  return dump(config, { lineWidth: -1, noRefs: true });
}
