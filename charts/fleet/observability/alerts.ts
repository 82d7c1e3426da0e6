import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr as Expr } from '../../../imports/monitoring.coreos.com.ts';
import { ConfigData } from '../../../lib/constructs/config-data.ts';
import { addressOf, urlOf } from '../../../lib/constructs/peer.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { alertFile, checkRules, recordingFile, type RuleFile } from '../../../lib/metrics/rules.ts';
import { globalAddress, GLOBAL_SERVICES } from '../global-services.ts';
import { inWave, WAVE } from '../waves.ts';
import { FLEET, LOCAL } from './catalogue.ts';
import { ALERTMANAGER, MONITORING, QUERY, receiverFor, scraperOf } from './ends.ts';
import { FLEET_ALERTS, silenceAlert, THANOS_ALERTS } from './rules.ts';
import { RECORDING_RULES, SERVICE_LEVEL_ALERTS, STEP } from './service-level.ts';
import { CHOSEN } from './sizes.ts';
import { dataFlag, STORE_API, thanosProcess } from './thanos.ts';
import { placedInWave } from './wave.ts';

const RULES_FOLDER = '/etc/thanos/rules';
const REMOTE_WRITE_FILE = '/etc/thanos/remote-write/remote-write.yaml';

/**
 * Who evaluates what. About the fleet: Thanos' ruler, for agents evaluate nothing and a window of 30 days is longer than any
 * Prometheus here remembers. About Thanos: Prometheus beside it.
 */
export class AlertsChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, 'alerts', { namespace: MONITORING, disableResourceNameHashes: true });
    const others = cluster.fleet?.others.map(({ name }) => name) ?? [];
    const fleet = [...FLEET_ALERTS, silenceAlert(others)];
    checkRules(FLEET, [...SERVICE_LEVEL_ALERTS, ...fleet]);
    checkRules(LOCAL, THANOS_ALERTS);

    const rules = new ConfigData(this, 'Rules', {
      name: 'thanos-rules',
      namespace: MONITORING,
      data: {
        'slo.yaml': text(merged(recordingFile('slo', RECORDING_RULES), alertFile('slo', SERVICE_LEVEL_ALERTS))),
        'fleet.yaml': text(alertFile('fleet', fleet)),
      },
    });
    const target = new ConfigData(this, 'RemoteWrite', {
      name: 'thanos-rule-remote-write',
      namespace: MONITORING,
      data: {
        'remote-write.yaml': text({ remote_write: [{ url: `http://${globalAddress(GLOBAL_SERVICES.thanosReceive)}/api/v1/receive` }] }),
      },
    });
    const ruler = thanosProcess(this, {
      command: 'rule',
      resources: CHOSEN.thanosRule,
      ports: { grpc: STORE_API },
      files: [
        rules.file('slo.yaml', `${RULES_FOLDER}/slo.yaml`),
        rules.file('fleet.yaml', `${RULES_FOLDER}/fleet.yaml`),
        target.file('remote-write.yaml', REMOTE_WRITE_FILE),
      ],
      rolledBy: [rules, target],
      scratch: '512Mi', // what it recorded and the receiver has not yet taken
      alone: true, // two would tell of each alert twice
      flags: [
        `--grpc-address=0.0.0.0:${STORE_API.number}`,
        dataFlag('data-dir'),
        '--eval-interval=1m',
        `--rule-file=${RULES_FOLDER}/*.yaml`,
        `--query=dns+${addressOf(QUERY)}`,
        `--alertmanagers.url=${urlOf(ALERTMANAGER)}`,
        // Keeps nothing itself: what it records goes where all samples go. Not "cluster", which would overwrite that of the samples.
        `--remote-write.config-file=${REMOTE_WRITE_FILE}`,
        '--label=ruler="thanos"',
        '--alert.label-drop=ruler',
      ],
    })
      .connectsTo(QUERY)
      .connectsTo(ALERTMANAGER)
      .connectsTo(receiverFor(cluster));
    ruler.acceptsFrom(scraperOf(cluster), ruler.at('http'));

    new PrometheusRule(this, 'ThanosAlerts', {
      metadata: { name: 'thanos', namespace: MONITORING, annotations: inWave(WAVE.observability, { definedElsewhere: true }) },
      spec: {
        groups: alertFile('thanos', THANOS_ALERTS).groups.map(({ name, rules: all }) => ({
          name,
          rules: all.map((rule) => ({ ...rule, expr: Expr.fromString(rule.expr) })),
        })),
      },
    });
    placedInWave(this, WAVE.observability);
  }
}

/** Both kinds of rules of one group, evaluated as often as the window has steps. */
function merged(first: RuleFile, second: RuleFile): object {
  const groups = first.groups.map(({ name, rules }, i) => ({
    name,
    interval: STEP.text,
    rules: [...rules, ...(second.groups[i]?.rules ?? [])],
  }));
  return { groups };
}

/** JSON is YAML. */
function text(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
