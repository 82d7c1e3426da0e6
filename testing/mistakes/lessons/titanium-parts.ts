import { kube } from '../../../lib/check/testing.ts';
import { chartApp, PROMETHEUS, yaml } from '../parts.ts';

export function hpa(
  name: string,
  spec: object = {},
  metrics: readonly object[] = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
): object {
  return kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    { name: `${name}-hpa`, namespace: 'shop' },
    {
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 5, metrics, ...spec },
    },
  );
}

export function claim(name: string, spec: object = {}): object {
  return kube(
    'v1/PersistentVolumeClaim',
    { name, namespace: 'shop' },
    {
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local-path', resources: { requests: { storage: '1Gi' } }, ...spec },
    },
  );
}

export function strict(spec: object = {}): object {
  return kube(
    'security.istio.io/v1/PeerAuthentication',
    { name: 'default', namespace: 'shop' },
    { spec: { mtls: { mode: 'STRICT' }, ...spec } },
  );
}

export function rule(alert: string, expr: string, rest: object = {}): string {
  return yaml(
    kube(
      'monitoring.coreos.com/v1/PrometheusRule',
      { name: 'alerts', namespace: 'monitoring', labels: { release: 'prometheus' } },
      {
        spec: {
          groups: [
            {
              name: 'shop',
              rules: [{ alert, expr, for: '5m', labels: { severity: 'warning' }, annotations: { summary: alert }, ...rest }],
            },
          ],
        },
      },
    ),
  );
}

export function dashboard(expr: string, defaults: object = {}, title = 'Golden signals'): string {
  return yaml(
    kube(
      'v1/ConfigMap',
      { name: 'golden-signals', namespace: 'monitoring', labels: { grafana_dashboard: '1' } },
      {
        data: {
          'golden.json': JSON.stringify({
            uid: 'golden',
            title,
            panels: [{ type: 'timeseries', title: 'Panel', targets: [{ expr, refId: 'A' }], fieldConfig: { defaults } }],
          }),
        },
      },
    ),
  );
}

export function stack(values: object = {}): string {
  return yaml(
    chartApp('prometheus', [PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
      grafana: { admin: { existingSecret: 'grafana-admin' } },
      prometheus: {
        prometheusSpec: {
          retention: '7d',
          storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '10Gi' } } } } },
        },
      },
      ...values,
    }),
  );
}

export function quota(hard: object): object {
  return kube('v1/ResourceQuota', { name: 'quota', namespace: 'shop' }, { spec: { hard } });
}
