import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/kyverno-3.8.2.ts';
import { KyvernoBaseline } from '../../../lib/constructs/kyverno-baseline.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { sized } from '../base/sized.ts';
import { component } from '../component.ts';
import { inWave, WAVE } from '../waves.ts';
import { chartPort } from './peers.ts';

const KYVERNO = 'kyverno';

/** Namespaces of the platform on app clusters, whose images come from elsewhere: closed and reasoned (seed 004, 11.3). */
export const EXCLUDED_NAMESPACES = [
  'kube-system',
  'cilium-system',
  KYVERNO,
  'metallb-system',
  'local-path-storage',
  'cert-manager',
  'external-secrets',
  'monitoring',
  'velero',
  'falco',
] as const;

/** Chosen: four policies over a few dozen pods; the limit of memory is the chart's own. */
const ADMISSION = sized('50m/128Mi', '500m/384Mi');
const REPORTS = sized('20m/64Mi', '200m/192Mi');
const INIT = sized('10m/64Mi', '100m/256Mi');

/** Judges what is applied to app clusters; the management cluster leaves operators room (seed 004, ADR-003). */
export function installKyverno(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: 'kyverno',
    chart,
    namespace: KYVERNO,
    wave: WAVE.policyEngine,
    serverSideApply: true,
    values: {
      crds: { migration: { enabled: false } }, // nothing was stored by an older version
      config: {
        webhooks: {
          namespaceSelector: {
            matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [...EXCLUDED_NAMESPACES] }],
          },
        },
      },
      admissionController: { replicas: 1, container: { resources: ADMISSION }, initContainer: { resources: INIT } },
      reportsController: { replicas: 1, resources: REPORTS },
      backgroundController: { enabled: false }, // no policy changes or makes anything
      cleanupController: { enabled: false }, // and none removes anything
    },
  });
}

/** The four policies and what the chart runs. */
export function kyvernoObjects(scope: Construct, cluster: Cluster): void {
  const { host, port } = cluster.external('harbor');
  new KyvernoBaseline(scope, 'Policies', {
    registry: `${host}:${port}`,
    excludedNamespaces: EXCLUDED_NAMESPACES,
    annotations: inWave(WAVE.policies, { definedElsewhere: true }),
  });
}

/** What the chart runs, and who asks it. */
export function kyvernoPods(scope: Construct): void {
  const program = (component: string) => ({
    name: `${KYVERNO}-${component}`,
    namespace: KYVERNO,
    podLabels: {
      'app.kubernetes.io/component': component,
      'app.kubernetes.io/instance': KYVERNO,
      'app.kubernetes.io/part-of': KYVERNO,
    },
  });
  const registry = 'reg.kyverno.io/kyverno';
  new ProvidedWorkload(scope, 'KyvernoAdmission', {
    ...program('admission-controller'),
    service: 'kyverno-svc',
    ports: { https: { port: chartPort(443, 'https'), target: chartPort(9443, 'https') } },
    pods: { image: `${registry}/kyverno:${chart.appVersion}`, requests: ADMISSION.requests },
  })
    .connectsToApiServer()
    .acceptsFrom('api-server', 'https');
  new ProvidedWorkload(scope, 'KyvernoReports', {
    ...program('reports-controller'),
    ports: {},
    pods: { image: `${registry}/reports-controller:${chart.appVersion}`, requests: REPORTS.requests },
  }).connectsToApiServer();
}
