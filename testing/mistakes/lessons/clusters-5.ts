import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, door, space, yaml } from '../parts.ts';
import { cilium, pool } from './clusters-parts.ts';

/** What several clusters must agree on, or must not share. Part 5 of 5. */
export const clusters5: readonly Mistake[] = [
  {
    name: 'A pool lies outside the network of its nodes',
    caughtBy: ['metallb-address', 'address-pools-apart'],
    says: '192.168.65.200',
    tree: {
      'clusters/app1/metallb.yaml': pool('192.168.65.200-192.168.65.250'),
      'clusters/app1/cilium.yaml': cilium('app1', 2, { kubeProxyReplacement: true, k8sServiceHost: '192.168.64.20', k8sServicePort: 6443 }),
    },
    mended: { 'clusters/app1/metallb.yaml': pool('192.168.64.211-192.168.64.220') },
    partly: true,
  },
  {
    name: 'Grafana asks the Thanos of a name that only the platform cluster has',
    caughtBy: 'url-host-exists',
    says: 'thanos-query',
    tree: {
      'clusters/mgmt/thanos.yaml': yaml(
        space('monitoring'),
        app({ name: 'thanos-query', namespace: 'monitoring', port: 9090 }),
        door('thanos-query', 'monitoring', 9090),
      ),
      'clusters/app1/grafana.yaml': yaml(
        space('monitoring'),
        app({ name: 'grafana', namespace: 'monitoring', port: 3000, image: 'grafana/grafana:11.4.0' }),
        door('grafana', 'monitoring', 3000),
        kube(
          'v1/ConfigMap',
          { name: 'datasources', namespace: 'monitoring', labels: { grafana_datasource: '1' } },
          {
            data: {
              'thanos.yaml':
                'apiVersion: 1\ndatasources:\n  - name: Thanos\n    type: prometheus\n    url: http://thanos-query.monitoring.svc:9090\n',
            },
          },
        ),
      ),
    },
  },
  {
    name: 'Tracing goes to the collector of another cluster by its local name',
    caughtBy: 'url-host-exists',
    says: 'jaeger-collector',
    tree: {
      'clusters/mgmt/jaeger.yaml': yaml(
        space('shop'),
        space('tracing'),
        app({ name: 'jaeger-collector', namespace: 'tracing', port: 4317 }),
        door('jaeger-collector', 'tracing', 4317),
      ),
      'clusters/app1/web.yaml': yaml(
        space('shop'),
        app({
          name: 'web',
          container: { env: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://jaeger-collector.tracing.svc.cluster.local:4317' }] },
        }),
        door('web'),
      ),
    },
    partly: true,
  },
  {
    name: 'A Vault issuer has the mount path of a secret store',
    caughtBy: 'vault-mount-own',
    says: '/v1/auth',
    tree: {
      'pki/issuer.yaml': yaml(
        space('cert-manager'),
        kube(
          'cert-manager.io/v1/ClusterIssuer',
          { name: 'vault-issuer' },
          {
            spec: {
              vault: {
                server: 'https://vault.acme.io:8200',
                path: 'pki_int/sign/k8s-certs',
                auth: { kubernetes: { role: 'cert-manager', mountPath: 'kubernetes-app1', serviceAccountRef: { name: 'cert-manager' } } },
              },
            },
          },
        ),
      ),
    },
  },
  {
    name: 'A secret store has the mount path of an issuer',
    caughtBy: 'vault-mount-own',
    says: '/v1/auth/kubernetes',
    tree: {
      'secrets/store.yaml': yaml(
        kube(
          'external-secrets.io/v1/ClusterSecretStore',
          { name: 'vault-backend' },
          {
            spec: {
              provider: {
                vault: {
                  server: 'https://vault.acme.io:8200',
                  path: 'secret',
                  version: 'v2',
                  auth: {
                    kubernetes: {
                      mountPath: '/v1/auth/kubernetes',
                      role: 'eso',
                      serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' },
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
];
