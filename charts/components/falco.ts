import type { Construct } from 'constructs';
import { chart, type Values } from '../../imports/charts/falco-4.21.3.ts';
import { chart as sidekick } from '../../imports/charts/falcosidekick-0.9.11.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { fqdn, type ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { SecretKey } from '../../lib/constructs/secret-key.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { customRulesFile } from './falco-rules.ts';
import { core, NAMESPACED_RBAC } from './kinds.ts';

const namespace = NAMESPACES.falco.name;
const RESOURCES = Resources.of({ requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '1Gi' } });

/** Chosen: with Talon's it fills the namespace's sum of 400m and 1Gi (seed 002, capacity). */
const SIDEKICK_RESOURCES = Resources.of({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } });

/** The stock rules come in two artifacts; the second completes the fifty. Pinned: a new release comes through Git. */
const ARTIFACTS = ['falco-rules:3.2.0', 'falco-incubating-rules:3.0.1'];

/** Detection of what happens inside containers, on every node, and the way of an event to Slack and to the response engine. */
export function installFalco(scope: Construct, cluster: Cluster, talon: ServiceEndpoint): HelmComponent<object> {
  const slack = new SecretKey(cluster.secret(namespace, 'falcosidekick-slack'), 'SLACK_WEBHOOKURL');
  const pods = new ProvidedWorkload(scope, 'FalcoPods', {
    name: 'falco',
    namespace,
    podLabels: { 'app.kubernetes.io/name': 'falco', 'app.kubernetes.io/instance': 'falco' },
    ports: { web: { port: Port.http(8765) } },
    pods: { image: `falcosecurity/falco:${chart.appVersion}`, requests: RESOURCES.toJson().requests, everyNode: true },
  });
  const sidekickPods = new ProvidedWorkload(scope, 'FalcosidekickPods', {
    name: 'falco-falcosidekick',
    namespace,
    service: 'falco-falcosidekick',
    podLabels: { 'app.kubernetes.io/name': 'falcosidekick', 'app.kubernetes.io/instance': 'falco' },
    ports: { http: { port: Port.http(2801) } },
    pods: { image: `falcosecurity/falcosidekick:${sidekick.appVersion}`, requests: SIDEKICK_RESOURCES.toJson().requests },
  });
  pods.connectsTo(sidekickPods.endpoint('http')).connectsToWorld(443); // the artifacts
  sidekickPods.connectsTo(talon).connectsToWorld(443, { hosts: ['hooks.slack.com'] });

  return new HelmComponent(scope, 'Falco', {
    release: 'falco',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.runtimeSecurity,
    line: lineOf(cluster, 'falco'),
    kinds: {
      cluster: [],
      namespaced: [
        ...core('ConfigMap', 'Service', 'ServiceAccount'),
        ...NAMESPACED_RBAC,
        { group: 'apps', kind: 'DaemonSet' },
        { group: 'apps', kind: 'Deployment' },
      ],
    },
    values: {
      controller: { kind: 'daemonset' },
      tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }], // D-04
      driver: { enabled: true, kind: 'modern_ebpf' },
      resources: RESOURCES.toJson(),
      collectors: { docker: { enabled: false }, crio: { enabled: false } }, // every node runs containerd
      falcoctl: {
        artifact: { install: { enabled: true }, follow: { enabled: false } },
        config: { artifact: { install: { refs: ARTIFACTS } } },
      },
      customRules: { 'rules-of-this-cluster.yaml': customRulesFile() },
      falco: FALCO_CONFIG,
      falcosidekick: {
        enabled: true,
        replicaCount: 1,
        resources: SIDEKICK_RESOURCES.toJson(),
        securityContext: RESTRICTED,
        config: {
          existingSecret: slack.secret.name,
          // As variables they reach the program whatever the chart does with its own Secret beside ours: before 0.8 it made none.
          extraEnv: [
            { name: 'TALON_ADDRESS', value: `http://${fqdn(talon)}:${talon.port.number}` },
            { name: 'SLACK_MINIMUMPRIORITY', value: 'notice' },
          ],
        },
      },
    },
  });
}

/** @see https://falco.org/docs/reference/daemon/config-options/ */
interface FalcoConfig {
  readonly rules_files: readonly string[];
  /** `first` lets one rule speak for each event, and the stock ones come first. */
  readonly rule_matching: 'all' | 'first';
  /** Fields that each event of a source has, whatever its rule prints. */
  readonly append_output: readonly { readonly match: { readonly source: 'syscall' }; readonly extra_fields: readonly string[] }[];
}

const FALCO_CONFIG = {
  rules_files: [
    '/etc/falco/falco_rules.yaml',
    '/etc/falco/falco-incubating_rules.yaml',
    '/etc/falco/falco_rules.local.yaml',
    '/etc/falco/rules.d',
  ],
  rule_matching: 'all',
  append_output: [{ match: { source: 'syscall' }, extra_fields: ['k8s.ns.name', 'k8s.pod.name'] }], // by these Talon finds the pod
} satisfies FalcoConfig satisfies Values['falco'];

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
