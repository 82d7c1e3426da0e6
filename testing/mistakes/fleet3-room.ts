import { app, deployment, mistake, object, service } from './apps.ts';
import { documents, namespace } from './pieces.ts';
import type { Mistake } from './mistake.ts';
import { claim, vs, bsl, limit, quota, cron, hpa, nodeScript, podOn } from './fleet3-room-parts.ts';

/** Room for pods, and the time at which things run. */
export const fleet3Room: readonly Mistake[] = [
  mistake(
    'A limit is ten times its request, and the namespace allows four',
    'limit-range-fits',
    {
      'app1/app.yaml': documents(
        namespace('app'),
        limit("maxLimitRequestRatio: { cpu: '4' }"),
        app('web', 'app', 8080).replace('cpu: 500m', "cpu: '1'"),
      ),
    },
    'app1/app.yaml',
    [["maxLimitRequestRatio: { cpu: '4' }", "maxLimitRequestRatio: { cpu: '10' }"]],
  ),
  mistake(
    'A quota allows no LoadBalancer, and there is one',
    'quota-counts',
    {
      'app1/app.yaml': documents(
        namespace('app'),
        quota("services.loadbalancers: '0'"),
        deployment('web', 'app', 8080),
        service('web', 'app', 8080).replace('spec:\n', 'spec:\n  type: LoadBalancer\n'),
      ),
    },
    'app1/app.yaml',
    [["services.loadbalancers: '0'", "services.loadbalancers: '1'"]],
  ),
  mistake(
    'The claims of a namespace want more than its quota of storage',
    'quota-fits',
    {
      'app1/app.yaml': documents(
        namespace('app'),
        quota('requests.storage: 10Gi'),
        claim('uploads', 'app', '8Gi'),
        claim('cache', 'app', '5Gi'),
      ),
    },
    'app1/app.yaml',
    [['requests.storage: 10Gi', 'requests.storage: 20Gi']],
  ),
  mistake(
    'A pod tolerates another value of the taint than the script gives',
    'node-choice-scripted',
    {
      'scripts/nodes.sh': nodeScript,
      'mgmt/minio.yaml': podOn(
        'nodeSelector: { platform.example.com/pool: storage }\ntolerations: [{ key: dedicated, operator: Equal, value: minio, effect: NoSchedule }]',
      ),
    },
    'mgmt/minio.yaml',
    [['value: minio', 'value: storage']],
  ),
  mistake(
    'A pod wants nodes with a label that the script gives with another value',
    'node-choice-scripted',
    {
      'scripts/nodes.sh': nodeScript,
      'mgmt/minio.yaml': podOn(
        'nodeSelector: { platform.example.com/pool: data }\ntolerations: [{ key: dedicated, operator: Equal, value: storage, effect: NoSchedule }]',
      ),
    },
    'mgmt/minio.yaml',
    [['pool: data', 'pool: storage']],
  ),
  mistake(
    'KEDA is to go down to none by the processor, of which none has a use',
    'operator-values-read',
    {
      'app1/web.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        object(
          'keda.sh/v1alpha1',
          'ScaledObject',
          'web',
          'app',
          "spec:\n  scaleTargetRef: { name: web }\n  minReplicaCount: 0\n  maxReplicaCount: 4\n  triggers: [{ type: cpu, metricType: Utilization, metadata: { value: '70' } }]",
        ),
      ),
    },
    'app1/web.yaml',
    [['minReplicaCount: 0', 'minReplicaCount: 1']],
  ),
  mistake(
    'An autoscaler is to wait two hours, where one is the most',
    'schema-valid',
    {
      'app1/web.yaml': documents(namespace('app'), deployment('web', 'app', 8080), hpa('scaleDown: { stabilizationWindowSeconds: 7200 }')),
    },
    'app1/web.yaml',
    [['7200', '3600']],
  ),
  mistake(
    'A period of an autoscaler is an hour, where half is the most',
    'schema-valid',
    {
      'app1/web.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        hpa('scaleDown: { policies: [{ type: Pods, value: 1, periodSeconds: 3600 }] }'),
      ),
    },
    'app1/web.yaml',
    [['3600', '1800']],
  ),
  mistake(
    'A quota for a class of priority that is called otherwise',
    'class-exists',
    {
      'app1/app.yaml': documents(
        namespace('app'),
        object('scheduling.k8s.io/v1', 'PriorityClass', 'platform-critical', '', 'value: 1000000'),
        object(
          'v1',
          'ResourceQuota',
          'critical',
          'app',
          "spec: { hard: { pods: '4' }, scopeSelector: { matchExpressions: [{ scopeName: PriorityClass, operator: In, values: [platform-criticals] }] } }",
        ),
        deployment('web', 'app', 8080, { pod: 'automountServiceAccountToken: false\npriorityClassName: platform-critical' }),
      ),
    },
    'app1/app.yaml',
    [['platform-criticals', 'platform-critical']],
  ),
  mistake(
    'A spread wants three domains, and its words about it are only meant to be tried',
    'schema-valid',
    {
      'app1/app.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080, {
          replicas: 3,
          pod: 'automountServiceAccountToken: false\ntopologySpreadConstraints: [{ maxSkew: 1, minDomains: 3, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: web } } }]',
        }),
      ),
    },
    'app1/app.yaml',
    [['minDomains: 3, ', '']],
  ),
  mistake(
    'Velero is to leave pods out by a label on their claims',
    'velero-reaches-data',
    {
      'app1/velero.yaml': documents(
        namespace('velero'),
        namespace('app'),
        bsl,
        vs('includedNamespaces: [app], labelSelector: { matchLabels: { recovery: stateful } }'),
      ),
      'app1/db.yaml': documents(deployment('postgres', 'app', 5432, { image: 'postgres:16.4' }), claim('data', 'app', '5Gi')),
    },
    'app1/velero.yaml',
    [[', labelSelector: { matchLabels: { recovery: stateful } }', '']],
  ),
  mistake(
    'An hour of a trigger is in a zone by its abbreviation',
    'operator-values-read',
    {
      'app1/web.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        object(
          'keda.sh/v1alpha1',
          'ScaledObject',
          'web',
          'app',
          "spec:\n  scaleTargetRef: { name: web }\n  minReplicaCount: 1\n  maxReplicaCount: 4\n  triggers: [{ type: cron, metadata: { timezone: KST, start: 0 8 * * *, end: 0 20 * * *, desiredReplicas: '3' } }]",
        ),
      ),
    },
    'app1/web.yaml',
    [['timezone: KST', 'timezone: Asia/Seoul']],
  ),
  mistake(
    'The zone of a CronJob is written into its schedule',
    'schema-valid',
    {
      'mgmt/job.yaml': documents(
        namespace('ops'),
        cron('report', 'ops', 'ghcr.io/example/report:1.2.0', 'report', '').replace(
          "schedule: '0 18 * * *'",
          "schedule: 'CRON_TZ=Asia/Seoul 0 3 * * *'",
        ),
      ),
    },
    'mgmt/job.yaml',
    [["schedule: 'CRON_TZ=Asia/Seoul 0 3 * * *'", "schedule: '0 3 * * *'\n  timeZone: Asia/Seoul"]],
  ),
];
