import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, folderApp, ISTIO, space, yaml } from '../parts.ts';
import { claim, dashboard, hpa, quota, rule, stack, strict } from './titanium-parts.ts';

/** The lessons of microservices in a strict mesh (L) and the mistakes of their repository (M). Part 1 of 5. */
export const titanium1: readonly Mistake[] = [
  {
    name: 'L1 Sidecars with their default limits overrun the quota',
    caughtBy: 'quota-fits',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        quota({ 'limits.cpu': '8', 'limits.memory': '16Gi', 'requests.cpu': '4', 'requests.memory': '8Gi', pods: '50' }),
        ...['user', 'auth', 'blog'].flatMap((name) => [app({ name, replicas: 2 }), door(name)]),
      ),
    },
  },
  {
    name: 'L2 A CronJob in a meshed namespace with a quota has no sidecar figures',
    caughtBy: ['quota-fits', 'job-sidecar', 'resources-stated'],
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        quota({ 'limits.cpu': '2', 'limits.memory': '2Gi' }),
        kube(
          'batch/v1/CronJob',
          { name: 'report', namespace: 'shop' },
          {
            spec: {
              schedule: '0 3 * * *',
              jobTemplate: {
                spec: {
                  template: {
                    spec: {
                      restartPolicy: 'Never',
                      containers: [
                        {
                          name: 'report',
                          image: 'ghcr.io/acme/report:v1',
                          resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
                        },
                      ],
                    },
                  },
                },
              },
            },
          },
        ),
      ),
    },
  },
  {
    name: 'L3 Autoscalers, and no Metrics Server that could verify the kubelets of bare machines',
    caughtBy: 'helm-values-work',
    says: 'kubelet',
    partly: true,
    tree: {
      'platform/metrics-server.yaml': yaml(
        chartApp('metrics-server', ['https://kubernetes-sigs.github.io/metrics-server/', 'metrics-server', '3.12.2'], 'kube-system', {
          replicas: 1,
        }),
      ),
      'platform/kubeadm.yaml':
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.31.4\nnetworking: { podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16 }\n',
      'shop.yaml': yaml(space('shop'), app(), door('web'), hpa('web')),
    },
    mended: {
      'platform/metrics-server.yaml': yaml(
        chartApp('metrics-server', ['https://kubernetes-sigs.github.io/metrics-server/', 'metrics-server', '3.12.2'], 'kube-system', {
          args: ['--kubelet-insecure-tls'],
        }),
      ),
    },
  },
  {
    name: 'L4 An autoscaler starts from one pod, and the Deployment says one, too',
    caughtBy: ['replicas-left-to-scaler'],
    tree: { 'shop.yaml': yaml(space('shop'), app({ replicas: 1 }), door('web'), hpa('web', { minReplicas: 1 })) },
  },
  {
    name: 'L4 The least and the most number of pods are the same: the autoscaler does nothing',
    caughtBy: ['autoscaler-works', 'schema-valid', 'schema-cel'],
    tree: { 'shop.yaml': yaml(space('shop'), app(), door('web'), hpa('web', { minReplicas: 3, maxReplicas: 3 })) },
  },
  {
    name: 'L5 A dashboard reads Istio, and nothing scrapes the sidecars',
    caughtBy: 'mesh-metrics-scraped',
    says: 'istio_requests_total',
    tree: {
      'monitoring/stack.yaml': stack(),
      'monitoring/ns.yaml': yaml(space('monitoring')),
      'monitoring/dashboard.yaml': dashboard('sum(rate(istio_requests_total{reporter="destination"}[5m]))', { unit: 'reqps' }),
      'mesh/istiod.yaml': yaml(chartApp('istiod', [ISTIO, 'istiod', '1.24.2'], 'istio-system')),
      'shop.yaml': yaml(space('shop', true), app(), door('web')),
    },
    mended: {
      'monitoring/envoy.yaml': yaml(
        kube(
          'monitoring.coreos.com/v1/PodMonitor',
          { name: 'envoy-stats', namespace: 'monitoring', labels: { release: 'prometheus' } },
          {
            spec: {
              namespaceSelector: { any: true },
              selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
              podMetricsEndpoints: [{ port: 'http-envoy-prom', path: '/stats/prometheus' }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'L6 A dashboard names metrics that nothing exports',
    caughtBy: 'metric-name-known',
    says: 'istio_request_total',
    tree: { 'monitoring/dashboard.yaml': dashboard('sum(rate(istio_request_total{reporter="destination"}[5m]))') },
  },
  {
    name: 'L7 istio_requests_total is filtered by a label that it does not have',
    caughtBy: 'label-value-possible',
    says: 'status',
    tree: { 'monitoring/rules.yaml': rule('Errors', 'sum(rate(istio_requests_total{reporter="destination",status=~"5.."}[5m])) > 1') },
    mended: {
      'monitoring/rules.yaml': rule('Errors', 'sum(rate(istio_requests_total{reporter="destination",response_code=~"5.."}[5m])) > 1'),
    },
  },
  {
    name: 'L8 A panel shows milliseconds as seconds',
    caughtBy: 'panel-unit-fits',
    tree: {
      'monitoring/dashboard.yaml': dashboard(
        'histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[5m])))',
        { unit: 's' },
      ),
    },
    mended: {
      'monitoring/dashboard.yaml': dashboard(
        'histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[5m])))',
        { unit: 'ms' },
      ),
    },
  },
  {
    name: 'L9 Several pods keep their users in a SQLite file of one volume',
    caughtBy: 'file-database-single',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        claim('users'),
        app({
          replicas: 2,
          container: { env: [{ name: 'DATABASE_PATH', value: '/data/users.db' }], volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'users' } }] },
        }),
        door('web'),
      ),
    },
  },
  {
    name: 'L9 Several pods keep their posts in a SQLite file of the container',
    caughtBy: 'file-database-single',
    says: '/app/blog.db',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ replicas: 2, container: { env: [{ name: 'BLOG_DATABASE_PATH', value: '/app/blog.db' }] } }),
        door('web'),
      ),
    },
    mended: {
      'shop.yaml': yaml(
        space('shop'),
        app({ replicas: 2, container: { env: [{ name: 'POSTGRES_HOST', value: 'db.acme.io' }] } }),
        door('web'),
      ),
    },
  },
  {
    name: 'L10 A claim names no class, and no class is the default',
    caughtBy: 'storage-class-exists',
    missed: 'most clusters bring a default class that no manifest shows',
    tree: {
      'storage/class.yaml': yaml(
        kube(
          'storage.k8s.io/v1/StorageClass',
          { name: 'local-path' },
          { provisioner: 'rancher.io/local-path', volumeBindingMode: 'WaitForFirstConsumer' },
        ),
      ),
      'shop.yaml': yaml(
        space('shop'),
        claim('data', { storageClassName: undefined }),
        app({ pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } }),
        door('web'),
      ),
    },
  },
  {
    name: 'L11 The label for sidecars is on the pods of a Deployment, not on the namespace that demands mTLS',
    caughtBy: ['mesh-namespace-injects', 'istio-words-known', 'injection-agrees', 'mesh-strict-fits'],
    tree: { 'shop.yaml': yaml(space('shop'), strict(), app({ podLabels: { 'istio-injection': 'enabled' } }), door('web')) },
  },
  {
    name: 'L12 One pod with a volume that one node mounts is updated by adding a second',
    caughtBy: 'single-writer-update',
    tree: {
      'grafana.yaml': yaml(
        space('shop'),
        claim('grafana'),
        app({
          name: 'grafana',
          image: 'grafana/grafana:11.4.0',
          replicas: 1,
          container: { volumeMounts: [{ name: 'data', mountPath: '/var/lib/grafana' }] },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'grafana' } }] },
        }),
        door('grafana'),
      ),
    },
  },
  {
    name: 'L12 Grafana of the chart has a volume and keeps the rolling update',
    caughtBy: 'helm-values-work',
    says: 'RollingUpdate',
    tree: {
      'monitoring/stack.yaml': stack({
        grafana: {
          admin: { existingSecret: 'grafana-admin' },
          persistence: { enabled: true, size: '5Gi', accessModes: ['ReadWriteOnce'] },
        },
      }),
    },
    mended: {
      'monitoring/stack.yaml': stack({
        grafana: {
          admin: { existingSecret: 'grafana-admin' },
          deploymentStrategy: { type: 'Recreate' },
          persistence: { enabled: true, size: '5Gi', accessModes: ['ReadWriteOnce'] },
        },
      }),
    },
  },
  {
    name: 'L13 A script rolls back by hand what self-heal puts back',
    caughtBy: 'script-respects-gitops',
    says: 'rollout undo',
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')),
      'k8s/shop/web.yaml': yaml(space('shop'), app(), door('web')),
      'scripts/rollback.sh':
        '#!/bin/bash\nset -euo pipefail\nkubectl rollout undo deployment/web -n shop\nkubectl rollout status deployment/web -n shop\n',
    },
    mended: {
      'scripts/rollback.sh':
        '#!/bin/bash\nset -euo pipefail\ngit revert --no-edit HEAD\ngit push\nkubectl rollout status deployment/web -n shop\n',
    },
  },
];
