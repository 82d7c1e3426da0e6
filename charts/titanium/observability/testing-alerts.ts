/** What one alert does while some series run: the words of a promtool unit test. */
export interface AlertCase {
  readonly alert: string;
  readonly shows: string;
  /** Series and their values, one every 30 seconds, in promtool's notation. */
  readonly series: Readonly<Record<string, string>>;
  /** When is looked. */
  readonly at: string;
  /** Labels of the alerts that fire then, the severity aside; none: it stays silent. */
  readonly fires: readonly Readonly<Record<string, string>>[];
}

const POD = 'namespace="titanium-prod", pod="a"';
const CPU = `container_cpu_usage_seconds_total{job="kubelet", ${POD}, container=`;
const MEMORY = `container_memory_working_set_bytes{job="kubelet", ${POD}, container=`;
const LIMITS = {
  [`kube_pod_container_resource_limits{${POD}, container="app", resource="cpu"}`]: '0.2x60',
  [`kube_pod_container_resource_limits{${POD}, container="app", resource="memory"}`]: '268435456x60',
  [`kube_pod_init_container_resource_limits{${POD}, container="istio-proxy", resource="cpu"}`]: '0.2x60',
  [`kube_pod_init_container_resource_limits{${POD}, container="istio-proxy", resource="memory"}`]: '268435456x60',
};
const CALL = 'reporter="destination", destination_workload_namespace="titanium-prod", destination_service_name="user-service"';
const MEASURED = ['user-service', 'auth-service', 'blog-service', 'api-gateway'];

/** Every service heard of, but for some. */
function heard(values: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(MEASURED.map((job) => [`up{namespace="titanium-prod", job="${job}", pod="${job}-1"}`, values[job] ?? '1x60']));
}

export const CASES: readonly AlertCase[] = [
  {
    alert: 'PodCPUHigh',
    shows: 'a pod at 90 % of what it and its sidecar may use',
    series: { ...LIMITS, [`${CPU}"app"}`]: '0+5.4x60', [`${CPU}"istio-proxy"}`]: '0+5.4x60' },
    at: '20m',
    fires: [{ namespace: 'titanium-prod', pod: 'a' }],
  },
  {
    alert: 'PodCPUHigh',
    shows: 'nothing for a program at its limit whose sidecar idles, nor for the sum that cAdvisor tells once more',
    series: { ...LIMITS, [`${CPU}"app"}`]: '0+6x60', [`${CPU}"istio-proxy"}`]: '0+0.3x60', [`${CPU}""}`]: '0+6.3x60' },
    at: '20m',
    fires: [],
  },
  {
    alert: 'PodMemoryHigh',
    shows: 'a pod that holds nine tenths of what it may',
    series: { ...LIMITS, [`${MEMORY}"app"}`]: '260000000x60', [`${MEMORY}"istio-proxy"}`]: '230000000x60' },
    at: '20m',
    fires: [{ namespace: 'titanium-prod', pod: 'a' }],
  },
  {
    alert: 'PodMemoryHigh',
    shows: 'nothing at half',
    series: { ...LIMITS, [`${MEMORY}"app"}`]: '130000000x60', [`${MEMORY}"istio-proxy"}`]: '130000000x60' },
    at: '20m',
    fires: [],
  },
  {
    alert: 'PodRestartingTooOften',
    shows: 'a sidecar that restarts',
    series: { [`kube_pod_init_container_status_restarts_total{${POD}, container="istio-proxy"}`]: '0x10 1x10 2x40' },
    at: '16m',
    fires: [{ namespace: 'titanium-prod', pod: 'a', container: 'istio-proxy' }],
  },
  {
    alert: 'PodRestartingTooOften',
    shows: 'nothing for what restarted long ago',
    series: { [`kube_pod_container_status_restarts_total{${POD}, container="app"}`]: '7x60' },
    at: '25m',
    fires: [],
  },
  {
    alert: 'HighErrorRate',
    shows: 'a tenth of the requests answered with 500',
    series: {
      [`istio_requests_total{${CALL}, response_code="200"}`]: '0+90x60',
      [`istio_requests_total{${CALL}, response_code="500"}`]: '0+10x60',
    },
    at: '15m',
    fires: [{ destination_service_name: 'user-service' }],
  },
  {
    alert: 'HighErrorRate',
    shows: 'nothing for requests that were the fault of who asked',
    series: {
      [`istio_requests_total{${CALL}, response_code="200"}`]: '0+50x60',
      [`istio_requests_total{${CALL}, response_code="429"}`]: '0+50x60',
    },
    at: '15m',
    fires: [],
  },
  {
    alert: 'HighLatency',
    shows: 'a tenth of the requests slower than a second',
    series: {
      [`istio_request_duration_milliseconds_bucket{${CALL}, le="1000"}`]: '0+90x60',
      [`istio_request_duration_milliseconds_bucket{${CALL}, le="5000"}`]: '0+100x60',
      [`istio_request_duration_milliseconds_bucket{${CALL}, le="+Inf"}`]: '0+100x60',
    },
    at: '15m',
    fires: [{ destination_service_name: 'user-service' }],
  },
  {
    alert: 'HighLatency',
    shows: 'nothing for requests of 20 ms',
    series: {
      [`istio_request_duration_milliseconds_bucket{${CALL}, le="25"}`]: '0+100x60',
      [`istio_request_duration_milliseconds_bucket{${CALL}, le="+Inf"}`]: '0+100x60',
    },
    at: '15m',
    fires: [],
  },
  {
    alert: 'ServiceDown',
    shows: 'a target that does not answer',
    series: heard({ 'auth-service': '0x60' }),
    at: '5m',
    fires: [{ namespace: 'titanium-prod', job: 'auth-service', pod: 'auth-service-1' }],
  },
  {
    alert: 'ServiceDown',
    shows: 'a service of which nothing is heard any more',
    series: heard({ 'blog-service': '_x60' }),
    at: '5m',
    fires: [{ namespace: 'titanium-prod', job: 'blog-service' }],
  },
  {
    alert: 'ServiceDown',
    shows: 'a service whose sidecars answer while none of its pods is ready',
    series: {
      ...heard(),
      'kube_deployment_status_replicas_available{namespace="titanium-prod", deployment="api-gateway-deployment"}': '0x60',
    },
    at: '5m',
    fires: [{ namespace: 'titanium-prod', deployment: 'api-gateway-deployment' }],
  },
  { alert: 'ServiceDown', shows: 'nothing while all are heard', series: heard(), at: '5m', fires: [] },
  ...['loki', 'promtail'].flatMap((job) => {
    const alert = job === 'loki' ? 'LokiDown' : 'PromtailDown';
    const up = `up{namespace="monitoring", job="${job}", pod="${job}-0"}`;
    return [
      {
        alert,
        shows: `a ${job} that does not answer`,
        series: { [up]: '0x60' },
        at: '8m',
        fires: [{ namespace: 'monitoring', job, pod: `${job}-0` }],
      },
      {
        alert,
        shows: `a ${job} that is not there at all`,
        series: { 'up{job="other"}': '1x60' },
        at: '8m',
        fires: [{ namespace: 'monitoring', job }],
      },
      { alert, shows: 'nothing before five minutes', series: { [up]: '0x60' }, at: '4m', fires: [] },
    ];
  }),
];
