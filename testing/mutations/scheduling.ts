import { beside, both, drop, mutationsOf, push, set } from './mutation.ts';

const POD = 'spec.template.spec';
const APP = `${POD}.containers[0]`;

/** Where pods fit, and how they are replaced. */
export const scheduling = [
  ...mutationsOf('today', {
    'Rollout/was': {
      'a spread that counts the control plane': [drop(`${POD}.topologySpreadConstraints[0].nodeTaintsPolicy`), 'spread-fits-nodes'],
      'a spread over pods of another name': [
        set(`${POD}.topologySpreadConstraints[0].labelSelector.matchLabels.app`, 'board-was'),
        'spread-selects-own-pods',
      ],
      'a node that is not there': [
        set(`${POD}.nodeSelector`, { 'kubernetes.io/hostname': 'k8s-worker3' }),
        'pods-find-nodes',
        'spread-fits-nodes',
      ],
      'requests above limits': [set(`${APP}.resources.requests.memory`, '2Gi'), 'resources-stated', 'schema-valid'],
      'thousandths of a byte': [set(`${APP}.resources.limits.memory`, '1024m'), 'resources-stated', 'schema-valid', 'volumes-fit-disks'],
      'more than any node has': [
        both(set(`${APP}.resources.requests.memory`, '64Gi'), set(`${APP}.resources.limits.memory`, '64Gi')),
        'pods-find-nodes',
        'spread-fits-nodes',
      ],
      'no resources': [drop(`${APP}.resources`), 'resources-stated', 'autoscaler-works'],
      'no readiness probe': [drop(`${APP}.readinessProbe`), 'readiness-probe'],
      'a claim of one node, several pods': [
        both(
          push(`${POD}.volumes`, { name: 'shared', persistentVolumeClaim: { claimName: 'mysql-pvc' } }),
          push(`${APP}.volumeMounts`, { name: 'shared', mountPath: '/shared' }),
        ),
        'single-writer-update',
        'claim-shared',
      ],
      'killed before it is up': [
        both(
          drop(`${APP}.startupProbe`),
          set(`${APP}.livenessProbe.failureThreshold`, 1),
          set(`${APP}.livenessProbe.periodSeconds`, 1),
          set(`${APP}.livenessProbe.timeoutSeconds`, 1),
        ),
        'probes-agree',
      ],
    },
    'Deployment/mysql': {
      'a rolling update on a volume of one node': [set('spec.strategy', { type: 'RollingUpdate' }), 'single-writer-update'],
      'two pods on a volume of one node': [set('spec.replicas', 2), 'single-writer-update'],
    },
    'PodDisruptionBudget/web-pdb': {
      'as many as there are': [set('spec.minAvailable', 2), 'disruption-allowed'],
      'nobody may go': [both(drop('spec.minAvailable'), set('spec.maxUnavailable', 0)), 'disruption-allowed'],
      'pods of another name': [set('spec.selector.matchLabels.app', 'website'), 'disruption-allowed'],
      'a second one for the same pods': [
        beside(
          '{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web-more, namespace: blog-system}, spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}}',
        ),
        'disruption-allowed',
        'budgets-overlap',
      ],
    },
    'PodDisruptionBudget/mysql-pdb': {
      'the only pod may never go': [both(drop('spec.maxUnavailable'), set('spec.minAvailable', 1)), 'disruption-allowed'],
    },
    'HorizontalPodAutoscaler/web-hpa': {
      'more at least than at most': [set('spec.minReplicas', 8), 'schema-valid', 'autoscaler-works', 'schema-cel'],
      'a metric that nobody serves': [
        set('spec.metrics[1].pods.metric.name', 'http_requests_per_minute'),
        'adapter-serves-metric',
        'autoscaler-works',
      ],
    },
    'VerticalPodAutoscaler/was-vpa': {
      'both autoscalers on one metric': [set('spec.updatePolicy.updateMode', 'Auto'), 'one-scaler-per-target', 'autoscaler-works'],
    },
    'CronJob/mysql-backup': {
      'a schedule of four fields': [set('spec.schedule', '0 3 * *'), 'schema-valid', 'cron-job-runs'],
      'an hour that does not exist': [set('spec.schedule', '0 30 * * *'), 'schema-valid', 'cron-job-runs'],
      'a time zone that does not exist': [set('spec.timeZone', 'Asia/Seul'), 'schema-valid', 'cron-job-runs'],
    },
    'Namespace/blog-system': {
      'a quota that has no room': [
        beside(
          '{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota, namespace: blog-system}, spec: {hard: {requests.cpu: "1", requests.memory: 1Gi}}}',
        ),
        'quota-fits',
        'autoscaler-fits-quota',
      ],
      'a limit below the program': [
        beside(
          '{apiVersion: v1, kind: LimitRange, metadata: {name: limits, namespace: blog-system}, spec: {limits: [{type: Container, max: {memory: 512Mi}}]}}',
        ),
        'limit-range-fits',
      ],
    },
  }),
  ...mutationsOf('shop', {
    'Deployment/redis': {
      'not ready before it is asked': [drop(`${APP}.readinessProbe`), 'readiness-probe'],
    },
    'PodDisruptionBudget/postgresql-pdb': {
      'pods off by a letter': [set('spec.selector.matchLabels.app', 'postgres'), 'disruption-allowed'],
    },
  }),
];
