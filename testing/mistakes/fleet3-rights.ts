import { app, deployment, mistake, object, service } from './apps.ts';
import { documents, namespace, cronJob } from './pieces.ts';
import { cilium, gatewayApi } from './fleet-networks-parts.ts';
import { velero } from './fleet-recovery-parts.ts';
import type { Mistake } from './mistake.ts';
import { gate, hpa, role, set, webFiles } from './fleet3-details-parts.ts';

/** Rights, generators and what scales, by their words. */
export const fleet3Rights: readonly Mistake[] = [
  mistake(
    'A listener takes routes of namespaces with a label that the one of the route lacks',
    'route-attaches',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/gateway.yaml': gate.replace(
        'allowedRoutes: { namespaces: { from: All } }',
        'allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } }',
      ),
      'mgmt/grafana.yaml': documents(
        namespace('monitoring', 'team: platform'),
        app('grafana', 'monitoring', 3000),
        object(
          'gateway.networking.k8s.io/v1',
          'HTTPRoute',
          'grafana',
          'monitoring',
          'spec: { parentRefs: [{ name: main, namespace: gateway }], hostnames: [grafana.mgmt.local.dev], rules: [{ backendRefs: [{ name: grafana-service, port: 3000 }] }] }',
        ),
      ),
    },
    'mgmt/grafana.yaml',
    [['team: platform', 'team: platform, gateway-access: "true"']],
  ),
  mistake(
    'KEDA looks for a Deployment where there is a StatefulSet',
    'target-exists',
    {
      'app1/db.yaml': documents(
        namespace('app'),
        deployment('queue', 'app', 8080)
          .replace('kind: Deployment', 'kind: StatefulSet')
          .replace('  replicas: 1\n', '  serviceName: queue-service\n'),
        service('queue', 'app', 8080),
        object(
          'keda.sh/v1alpha1',
          'ScaledObject',
          'queue',
          'app',
          "spec: { scaleTargetRef: { name: queue }, minReplicaCount: 1, maxReplicaCount: 3, triggers: [{ type: cpu, metricType: Utilization, metadata: { value: '70' } }] }",
        ),
      ),
    },
    'app1/db.yaml',
    [['scaleTargetRef: { name: queue }', 'scaleTargetRef: { kind: StatefulSet, name: queue }']],
  ),
  mistake(
    'An autoscaler is to scale a DaemonSet',
    'autoscaler-works',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        object(
          'apps/v1',
          'DaemonSet',
          'web',
          'app',
          'spec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { automountServiceAccountToken: false, containers: [{ name: web, image: "ghcr.io/example/web:1.0.0", resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 64Mi } } }] } } }',
        ),
        hpa('DaemonSet', 'web'),
      ),
    },
    'app1/a.yaml',
    [[`---\n${hpa('DaemonSet', 'web')}`, '']],
  ),
  mistake(
    'A budget stands in another namespace than its pods',
    'disruption-allowed',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        namespace('ops'),
        deployment('web', 'app', 8080, { replicas: 2 }),
        object('policy/v1', 'PodDisruptionBudget', 'web', 'ops', 'spec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } }'),
      ),
    },
    'app1/a.yaml',
    [['name: web, namespace: ops', 'name: web, namespace: app']],
  ),
  mistake(
    'Velero is asked for snapshots that its values switch off',
    'velero-copies-volumes',
    { 'mgmt/velero.yaml': velero({}).replace('defaultVolumesToFsBackup: true', 'snapshotVolumes: true') },
    'mgmt/velero.yaml',
    [['snapshotVolumes: true', 'defaultVolumesToFsBackup: true']],
  ),
  mistake(
    'A job runs on the thirty-first of February',
    'cron-job-runs',
    {
      'mgmt/job.yaml': documents(
        namespace('ops'),
        cronJob('ops', 'report', 'ghcr.io/example/report:1.0.0', 'report').replace("'0 18 * * *'", "'0 2 31 2 *'"),
      ),
    },
    'mgmt/job.yaml',
    [["'0 2 31 2 *'", "'0 2 28 2 *'"]],
  ),
  mistake(
    'A binding names a Role as a ClusterRole',
    'role-binding-exists',
    {
      'mgmt/r.yaml': documents(
        role("{ apiGroups: [''], resources: [pods], verbs: [list] }"),
        object('v1', 'ServiceAccount', 'reporter', 'ops', ''),
        object(
          'rbac.authorization.k8s.io/v1',
          'RoleBinding',
          'reporter',
          'ops',
          'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reporter }\nsubjects: [{ kind: ServiceAccount, name: reporter, namespace: ops }]',
        ),
      ),
    },
    'mgmt/r.yaml',
    [['kind: ClusterRole, name', 'kind: Role, name']],
  ),
  mistake(
    'A role may read, which is no verb',
    'rbac-words-known',
    { 'mgmt/r.yaml': role("{ apiGroups: [''], resources: [pods], verbs: [read, list] }") },
    'mgmt/r.yaml',
    [['[read, list]', '[get, list]']],
  ),
  mistake(
    'A verb of a role is written with a capital',
    'rbac-words-known',
    { 'mgmt/r.yaml': role("{ apiGroups: [''], resources: [pods], verbs: [Get, list] }") },
    'mgmt/r.yaml',
    [['[Get, list]', '[get, list]']],
  ),
  mistake(
    'A role names an API group with its version',
    'rbac-words-known',
    { 'mgmt/r.yaml': role('{ apiGroups: [apps/v1], resources: [deployments], verbs: [get] }') },
    'mgmt/r.yaml',
    [['apps/v1]', 'apps]']],
  ),
  mistake(
    'A role names the core group by its version',
    'rbac-words-known',
    { 'mgmt/r.yaml': role('{ apiGroups: [v1], resources: [pods], verbs: [get] }') },
    'mgmt/r.yaml',
    [['[v1]', "['']"]],
  ),
  mistake(
    'An option for templates of Go has a letter too many',
    'applicationset-generators',
    { ...webFiles, 'mgmt/set.yaml': set('[{ list: { elements: [{ cluster: app1 }] } }]', '  goTemplateOptions: [missingkey=errors]\n') },
    'mgmt/set.yaml',
    [['missingkey=errors', 'missingkey=error']],
  ),
  mistake(
    'A matrix of an ApplicationSet has three generators',
    'applicationset-generators',
    {
      ...webFiles,
      'mgmt/set.yaml': set(
        '[{ matrix: { generators: [{ list: { elements: [{ cluster: app1 }] } }, { list: { elements: [{ stage: a }] } }, { list: { elements: [{ zone: b }] } }] } }]',
      ),
    },
    'mgmt/set.yaml',
    [[', { list: { elements: [{ zone: b }] } }', '']],
  ),
  mistake(
    'A merge of generators does not say by what',
    'schema-valid',
    {
      ...webFiles,
      'mgmt/set.yaml': set(
        '[{ merge: { generators: [{ list: { elements: [{ cluster: app1 }] } }, { list: { elements: [{ cluster: app1, stage: a }] } }] } }]',
      ),
    },
    'mgmt/set.yaml',
    [['merge: { generators', 'merge: { mergeKeys: [cluster], generators']],
  ),
  mistake(
    'A container asks for more than the limit that its namespace gives it',
    'limit-range-fits',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        object(
          'v1',
          'LimitRange',
          'd',
          'app',
          'spec: { limits: [{ type: Container, default: { memory: 256Mi }, defaultRequest: { memory: 64Mi } }] }',
        ),
        deployment('web', 'app', 8080).replace(
          'resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 500m, memory: 256Mi } }',
          'resources: { requests: { cpu: 100m, memory: 512Mi }, limits: { cpu: 500m } }',
        ),
      ),
    },
    'app1/a.yaml',
    [['default: { memory: 256Mi }', 'default: { memory: 1Gi }']],
  ),
  mistake(
    'A budget keeps as many pods as an autoscaler may leave',
    'disruption-allowed',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080).replace('  replicas: 1\n', ''),
        hpa('Deployment', 'web'),
        object('policy/v1', 'PodDisruptionBudget', 'web', 'app', 'spec: { minAvailable: 2, selector: { matchLabels: { app: web } } }'),
      ),
    },
    'app1/a.yaml',
    [['minAvailable: 2', 'minAvailable: 1']],
  ),
];
