import { kube, ruleCases } from '../../testing.ts';
import { panelUnitFits } from './panel-unit-fits.ts';

const dashboard = (unit: string | undefined, ...queries: readonly string[]): ReturnType<typeof kube> =>
  kube(
    'v1/ConfigMap',
    { name: 'd', namespace: 'monitoring', labels: { grafana_dashboard: '1' } },
    {
      data: {
        'd.json': JSON.stringify({
          uid: 'd',
          title: 'Shop',
          panels: [
            {
              type: 'timeseries',
              title: 'P',
              fieldConfig: { defaults: unit === undefined ? {} : { unit } },
              targets: queries.map((expr) => ({ expr })),
            },
          ],
        }),
      },
    },
  );
const LATENCY = 'histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket[5m])))';

ruleCases(panelUnitFits, {
  accepts: {
    'milliseconds as such': [dashboard('ms', LATENCY)],
    'milliseconds that are divided': [dashboard('s', `${LATENCY} / 1000`)],
    'no unit': [dashboard(undefined, LATENCY)],
    'bytes in either system': [
      dashboard('bytes', 'container_memory_working_set_bytes'),
      dashboard('decbytes', 'node_memory_MemFree_bytes'),
    ],
    'queries of several units': [dashboard('s', LATENCY, 'up')],
    'what has no known unit': [dashboard('s', 'acme_wait')],
  },
  refuses: {
    'milliseconds as seconds': { given: [dashboard('s', LATENCY)], says: 'panel "P" of dashboard "Shop" shows milliseconds as "s"' },
    'bytes as mebibytes': {
      given: [dashboard('mbytes', 'container_memory_working_set_bytes{namespace="$namespace"}')],
      says: 'panel "P" of dashboard "Shop" shows bytes as "mbytes"',
    },
  },
});
