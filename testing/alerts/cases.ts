/** What one alert does while some series run: the words of a promtool unit test. */
export interface AlertCase {
  readonly alert: string;
  /** What the case shows. */
  readonly shows: string;
  /**
   * Series and their values, one every 15 seconds, in promtool's notation: `1x20` is 1 and then 20 times again,
   * `0+15x20` grows by 15, `_x20` is nothing, `stale` ends the series.
   */
  readonly series: Readonly<Record<string, string>>;
  /** When is looked. */
  readonly at: string;
  /** Labels and summary of the alerts that fire then; none: it stays silent. */
  readonly fires: readonly { readonly labels: Readonly<Record<string, string>>; readonly summary: string }[];
}

const READY = 'kube_pod_status_ready{job="kube-state-metrics", namespace="blog-system", pod="was-1", uid="u", condition="false"}';
function phase(name: string): string {
  return `kube_pod_status_phase{job="kube-state-metrics", namespace="blog-system", pod="was-1", uid="u", phase="${name}"}`;
}

const DOWN = { labels: { namespace: 'blog-system', pod: 'was-1' }, summary: 'Pod blog-system/was-1 has been down for 5 minutes' };

const podDown: readonly AlertCase[] = [
  {
    alert: 'PodDown',
    shows: 'a pod that is not ready, after 5 minutes',
    series: { [READY]: '1x40', [phase('Running')]: '1x40' },
    at: '6m',
    fires: [DOWN],
  },
  { alert: 'PodDown', shows: 'nothing before', series: { [READY]: '1x40', [phase('Running')]: '1x40' }, at: '4m30s', fires: [] },
  {
    alert: 'PodDown',
    shows: 'nothing for a pod that was slow to start',
    series: { [READY]: '1x12 0x28', [phase('Running')]: '1x40' },
    at: '8m',
    fires: [],
  },
  {
    alert: 'PodDown',
    shows: 'a pod that finds no node, and so has no readiness at all',
    series: { [phase('Pending')]: '1x40' },
    at: '6m',
    fires: [DOWN],
  },
  {
    alert: 'PodDown',
    shows: 'a pod that starts and dies, although it is ready in between',
    series: {
      [READY]: '1x3 0 1x6 0 1x6 0 1x6 0 1x6 0 1x10',
      [phase('Running')]: '1x45',
      'kube_pod_container_status_waiting_reason{job="kube-state-metrics", namespace="blog-system", pod="was-1", uid="u", container="was", reason="CrashLoopBackOff"}':
        '1x3 0 1x6 0 1x6 0 1x6 0 1x6 0 1x10',
    },
    at: '8m',
    fires: [DOWN],
  },
  {
    alert: 'PodDown',
    shows: 'nothing for a backup that has ended well',
    series: { [READY]: '1x40', [phase('Succeeded')]: '1x40' },
    at: '8m',
    fires: [],
  },
  { alert: 'PodDown', shows: 'a backup that has failed', series: { [READY]: '1x40', [phase('Failed')]: '1x40' }, at: '6m', fires: [DOWN] },
  {
    alert: 'PodDown',
    shows: 'nothing for a pod that only the scraper cannot reach (D-17)',
    series: {
      'up{job="kubernetes-pods", namespace="blog-system", pod="was-1", instance="10.0.1.7:15020"}': '0x60',
      [phase('Running')]: '1x60',
      [READY]: '0x60',
    },
    at: '14m',
    fires: [],
  },
];

function idle(share: number): AlertCase['series'] {
  return {
    'node_cpu_seconds_total{job="integrations/unix", instance="k8s-cp", cpu="0", mode="idle"}': `0+${15 * share}x80`,
    'node_cpu_seconds_total{job="integrations/unix", instance="k8s-cp", cpu="0", mode="user"}': `0+${15 * (1 - share)}x80`,
  };
}
function memory(available: number): AlertCase['series'] {
  return {
    'node_memory_MemTotal_bytes{job="integrations/unix", instance="k8s-cp"}': '8000000000x60',
    'node_memory_MemAvailable_bytes{job="integrations/unix", instance="k8s-cp"}': `${available}x60`,
  };
}

const machines: readonly AlertCase[] = [
  {
    alert: 'HighCPUUsage',
    shows: 'a node that works at 90 %, after 10 minutes',
    series: idle(0.1),
    at: '12m',
    fires: [{ labels: { instance: 'k8s-cp' }, summary: 'Node k8s-cp has used 90% of its CPU for 10 minutes' }],
  },
  { alert: 'HighCPUUsage', shows: 'nothing before', series: idle(0.1), at: '9m', fires: [] },
  { alert: 'HighCPUUsage', shows: 'nothing at 75 %', series: idle(0.25), at: '18m', fires: [] },
  {
    alert: 'HighMemoryUsage',
    shows: 'a node with a tenth of its memory left, after 5 minutes',
    series: memory(800000000),
    at: '6m',
    fires: [{ labels: { instance: 'k8s-cp' }, summary: 'Node k8s-cp has used 90% of its memory for 5 minutes' }],
  },
  { alert: 'HighMemoryUsage', shows: 'nothing before', series: memory(800000000), at: '4m', fires: [] },
  { alert: 'HighMemoryUsage', shows: 'nothing with a quarter left', series: memory(2000000000), at: '14m', fires: [] },
];

function disk(fstype: string, available: number): AlertCase['series'] {
  return {
    [`node_filesystem_size_bytes{job="integrations/unix", instance="k8s-cp", device="/dev/sda1", fstype="${fstype}", mountpoint="/"}`]:
      '100x8',
    [`node_filesystem_avail_bytes{job="integrations/unix", instance="k8s-cp", device="/dev/sda1", fstype="${fstype}", mountpoint="/"}`]: `${available}x8`,
  };
}
function volume(used: number): AlertCase['series'] {
  return {
    'kubelet_volume_stats_capacity_bytes{job="kubernetes-nodes", instance="k8s-worker1", namespace="blog-system", persistentvolumeclaim="mysql-pvc"}':
      '100x8',
    'kubelet_volume_stats_used_bytes{job="kubernetes-nodes", instance="k8s-worker1", namespace="blog-system", persistentvolumeclaim="mysql-pvc"}': `${used}x8`,
  };
}

const disks: readonly AlertCase[] = [
  {
    alert: 'DiskSpaceWarning',
    shows: 'a disk of a node that is 85 % full, at once',
    series: disk('ext4', 15),
    at: '1m',
    fires: [{ labels: { instance: 'k8s-cp', mountpoint: '/' }, summary: '/ of node k8s-cp is 85% full' }],
  },
  { alert: 'DiskSpaceWarning', shows: 'nothing at 75 %', series: disk('ext4', 25), at: '2m', fires: [] },
  { alert: 'DiskSpaceWarning', shows: 'nothing for what lives in memory', series: disk('tmpfs', 1), at: '2m', fires: [] },
  {
    alert: 'DiskSpaceWarning',
    shows: 'a volume that is 90 % full (L-14)',
    series: volume(90),
    at: '1m',
    fires: [{ labels: { namespace: 'blog-system', persistentvolumeclaim: 'mysql-pvc' }, summary: 'Volume mysql-pvc is 90% full' }],
  },
  { alert: 'DiskSpaceWarning', shows: 'nothing for a volume that is half full', series: volume(50), at: '2m', fires: [] },
];

const MYSQL = 'job="mysql-exporter", instance="mysql-exporter.blog-system.svc.cluster.local:9104", namespace="blog-system"';
const available = 'kube_deployment_status_replicas_available{job="kube-state-metrics", namespace="blog-system", deployment="mysql"}';
const NO_ANSWER = { labels: { namespace: 'blog-system' }, summary: 'MySQL in blog-system does not answer' };
function slow(perStep: number): AlertCase['series'] {
  return { [`mysql_global_status_slow_queries{${MYSQL}}`]: `0+${perStep}x60` };
}

const database: readonly AlertCase[] = [
  {
    alert: 'MySQLDown',
    shows: 'a server that refuses the exporter, at once',
    series: { [`mysql_up{${MYSQL}}`]: '1x4 0x4', [available]: '1x8' },
    at: '1m15s',
    fires: [NO_ANSWER],
  },
  {
    alert: 'MySQLDown',
    shows: 'a server without a pod, while the exporter is gone as well',
    series: { [available]: '0x8' },
    at: '1m',
    fires: [NO_ANSWER],
  },
  {
    alert: 'MySQLDown',
    shows: 'one alert where both say so',
    series: { [`mysql_up{${MYSQL}}`]: '0x8', [available]: '0x8' },
    at: '1m',
    fires: [NO_ANSWER],
  },
  {
    alert: 'MySQLDown',
    shows: 'nothing while it answers',
    series: { [`mysql_up{${MYSQL}}`]: '1x8', [available]: '1x8' },
    at: '2m',
    fires: [],
  },
  {
    alert: 'MySQLDown',
    shows: 'nothing right after a start of Prometheus, which has seen nothing yet',
    series: { [`mysql_up{${MYSQL}}`]: '_ 1x8' },
    at: '0m',
    fires: [],
  },
  {
    alert: 'SlowQueries',
    shows: '20 slow queries in 5 minutes, for 5 minutes',
    series: slow(1),
    at: '11m',
    fires: [
      {
        labels: { job: 'mysql-exporter', instance: 'mysql-exporter.blog-system.svc.cluster.local:9104', namespace: 'blog-system' },
        summary: 'MySQL in blog-system had 20 slow queries in 5 minutes',
      },
    ],
  },
  { alert: 'SlowQueries', shows: 'nothing before', series: slow(1), at: '6m', fires: [] },
  { alert: 'SlowQueries', shows: 'nothing for 8 in 5 minutes', series: slow(0.4), at: '14m', fires: [] },
  {
    alert: 'SlowQueries',
    shows: 'nothing when the server starts again',
    series: { [`mysql_global_status_slow_queries{${MYSQL}}`]: '5000x20 0x40' },
    at: '12m',
    fires: [],
  },
];

function requests(code: number, perStep: number, service = 'web-service'): AlertCase['series'] {
  return {
    [`istio_requests_total{job="kubernetes-pods", instance="10.0.2.9:15020", namespace="istio-system", pod="istio-ingressgateway-1", app="istio-ingressgateway", reporter="source", destination_service_name="${service}", response_code="${code}"}`]: `0+${perStep}x60`,
  };
}

const site: readonly AlertCase[] = [
  {
    alert: 'HighRequestRate',
    shows: '1200 requests a second',
    series: requests(200, 18000),
    at: '6m',
    fires: [{ labels: {}, summary: 'The site gets 1.2k requests a second' }],
  },
  { alert: 'HighRequestRate', shows: 'nothing at 800', series: requests(200, 12000), at: '10m', fires: [] },
  {
    alert: 'HighRequestRate',
    shows: 'nothing for requests to another service',
    series: requests(200, 18000, 'argocd-server'),
    at: '10m',
    fires: [],
  },
  {
    alert: 'HighErrorRate',
    shows: 'a fifth of all requests failing, for 5 minutes',
    series: { ...requests(200, 120), ...requests(503, 30) },
    at: '11m',
    fires: [{ labels: {}, summary: '20% of the requests to the site have failed for 5 minutes' }],
  },
  { alert: 'HighErrorRate', shows: 'nothing before', series: { ...requests(200, 120), ...requests(503, 30) }, at: '4m', fires: [] },
  {
    alert: 'HighErrorRate',
    shows: 'nothing for one in twenty',
    series: { ...requests(200, 114), ...requests(500, 6) },
    at: '14m',
    fires: [],
  },
  {
    alert: 'HighErrorRate',
    shows: "nothing for the visitors' own mistakes",
    series: { ...requests(200, 30), ...requests(404, 120) },
    at: '14m',
    fires: [],
  },
  { alert: 'HighErrorRate', shows: 'nothing without a request', series: requests(200, 0), at: '14m', fires: [] },
];

export const CASES: readonly AlertCase[] = [...podDown, ...machines, ...disks, ...database, ...site];
