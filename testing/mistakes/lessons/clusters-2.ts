import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, ISTIO, space, yaml } from '../parts.ts';
import { cilium, istiod } from './clusters-parts.ts';

/** What several clusters must agree on, or must not share. Part 2 of 5. */
export const clusters2: readonly Mistake[] = [
  {
    name: 'One cluster of the mesh routes natively, the others tunnel',
    caughtBy: 'mesh-settings-agree',
    says: 'routingMode',
    tree: {
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1),
      'clusters/app1/cilium.yaml': cilium('app1', 2, {
        routingMode: 'native',
        autoDirectNodeRoutes: true,
        ipv4NativeRoutingCIDR: '10.0.0.0/8',
      }),
    },
    mended: { 'clusters/app1/cilium.yaml': cilium('app1', 2) },
  },
  {
    name: 'Two Istio control planes of one mesh give their cluster the same name',
    caughtBy: 'cluster-identity-unique',
    says: 'cluster1',
    tree: {
      'clusters/east/istiod.yaml': istiod('cluster1', 'network1').replace('cluster1-istiod', 'east-istiod'),
      'clusters/west/istiod.yaml': istiod('cluster1', 'network2').replace('cluster1-istiod', 'west-istiod'),
    },
    mended: { 'clusters/west/istiod.yaml': istiod('cluster2', 'network2') },
  },
  {
    name: 'The second control plane has another mesh id',
    caughtBy: 'mesh-settings-agree',
    says: 'meshID',
    tree: {
      'clusters/east/istiod-values.yaml':
        'global:\n  meshID: mesh1\n  multiCluster:\n    clusterName: east\n  network: network1\npilot: {}\n',
      'clusters/west/istiod-values.yaml':
        'global:\n  meshID: mesh-1\n  multiCluster:\n    clusterName: west\n  network: network2\npilot: {}\n',
    },
    mended: {
      'clusters/west/istiod-values.yaml':
        'global:\n  meshID: mesh1\n  multiCluster:\n    clusterName: west\n  network: network2\npilot: {}\n',
    },
  },
  {
    name: 'A control plane of a multi-cluster mesh has no mesh id',
    caughtBy: 'mesh-settings-agree',
    says: 'meshID',
    tree: {
      'clusters/east/istiod.yaml': istiod('east', 'network1'),
      'clusters/west/istiod.yaml': yaml(
        chartApp('west-istiod', [ISTIO, 'istiod', '1.24.2'], 'istio-system', {
          global: { multiCluster: { clusterName: 'west' }, network: 'network2' },
        }),
      ),
    },
    mended: { 'clusters/west/istiod.yaml': istiod('west', 'network2') },
  },
  {
    name: 'Trust domains of the clusters differ, and none is an alias of the other',
    caughtBy: 'mesh-settings-agree',
    says: 'trustDomain',
    tree: {
      'clusters/east/istio.yaml': yaml(
        kube(
          'install.istio.io/v1alpha1/IstioOperator',
          { name: 'east', namespace: 'istio-system' },
          {
            spec: {
              meshConfig: { trustDomain: 'east.acme.internal' },
              values: { global: { meshID: 'mesh1', multiCluster: { clusterName: 'east' }, network: 'network1' } },
            },
          },
        ),
      ),
      'clusters/west/istio.yaml': yaml(
        kube(
          'install.istio.io/v1alpha1/IstioOperator',
          { name: 'west', namespace: 'istio-system' },
          {
            spec: {
              meshConfig: { trustDomain: 'west.acme.internal' },
              values: { global: { meshID: 'mesh1', multiCluster: { clusterName: 'west' }, network: 'network2' } },
            },
          },
        ),
      ),
    },
    mended: {
      'clusters/west/istio.yaml': yaml(
        kube(
          'install.istio.io/v1alpha1/IstioOperator',
          { name: 'west', namespace: 'istio-system' },
          {
            spec: {
              meshConfig: { trustDomain: 'west.acme.internal', trustDomainAliases: ['east.acme.internal'] },
              values: { global: { meshID: 'mesh1', multiCluster: { clusterName: 'west' }, network: 'network2' } },
            },
          },
        ),
      ),
    },
  },
  {
    name: 'The namespace of Istio is labelled with a network that the control plane does not have',
    caughtBy: 'mesh-network-labelled',
    says: 'network-1',
    tree: {
      'istio/namespace.yaml': yaml(kube('v1/Namespace', { name: 'istio-system', labels: { 'topology.istio.io/network': 'network-1' } })),
      'istio/istiod.yaml': istiod('east', 'network1'),
    },
    mended: {
      'istio/namespace.yaml': yaml(kube('v1/Namespace', { name: 'istio-system', labels: { 'topology.istio.io/network': 'network1' } })),
    },
  },
  {
    name: 'The east-west gateway does not say its network',
    caughtBy: 'mesh-network-labelled',
    says: 'eastwest',
    tree: {
      'istio/istiod.yaml': istiod('east', 'network1'),
      'istio/eastwest.yaml': yaml(
        chartApp('istio-eastwestgateway', [ISTIO, 'gateway', '1.24.2'], 'istio-system', {
          name: 'istio-eastwestgateway',
          labels: { istio: 'eastwestgateway' },
        }),
      ),
      'istio/expose.yaml': yaml(
        kube(
          'networking.istio.io/v1/Gateway',
          { name: 'cross-network-gateway', namespace: 'istio-system' },
          {
            spec: {
              selector: { istio: 'eastwestgateway' },
              servers: [{ port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'AUTO_PASSTHROUGH' }, hosts: ['*.local'] }],
            },
          },
        ),
      ),
    },
    mended: {
      'istio/eastwest.yaml': yaml(
        chartApp('istio-eastwestgateway', [ISTIO, 'gateway', '1.24.2'], 'istio-system', {
          name: 'istio-eastwestgateway',
          labels: { istio: 'eastwestgateway', 'topology.istio.io/network': 'network1' },
          networkGateway: 'network1',
        }),
      ),
    },
  },
  {
    name: 'The east-west gateway ends TLS instead of passing it through',
    caughtBy: 'mesh-network-labelled',
    says: 'AUTO_PASSTHROUGH',
    tree: {
      'istio/istiod.yaml': istiod('east', 'network1'),
      'istio/expose.yaml': yaml(
        kube(
          'networking.istio.io/v1/Gateway',
          { name: 'cross-network-gateway', namespace: 'istio-system' },
          {
            spec: {
              selector: { istio: 'eastwestgateway' },
              servers: [{ port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' }, hosts: ['*.local'] }],
            },
          },
        ),
      ),
    },
    mended: {
      'istio/expose.yaml': yaml(
        kube(
          'networking.istio.io/v1/Gateway',
          { name: 'cross-network-gateway', namespace: 'istio-system' },
          {
            spec: {
              selector: { istio: 'eastwestgateway' },
              servers: [{ port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'AUTO_PASSTHROUGH' }, hosts: ['*.local'] }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'Agents of an app cluster write to a name that is Service of the other cluster only',
    caughtBy: 'url-host-exists',
    says: 'thanos-receive',
    tree: {
      'clusters/mgmt/thanos.yaml': yaml(
        space('monitoring'),
        app({ name: 'thanos-receive', namespace: 'monitoring', port: 19291 }),
        door('thanos-receive', 'monitoring', 19291),
      ),
      'clusters/app1/prometheus.yaml': yaml(
        space('monitoring'),
        kube(
          'monitoring.coreos.com/v1/Prometheus',
          { name: 'agent', namespace: 'monitoring' },
          {
            spec: { replicas: 1, remoteWrite: [{ url: 'http://thanos-receive.monitoring.svc:19291/api/v1/receive' }] },
          },
        ),
        app({ name: 'exporter', namespace: 'monitoring' }),
        door('exporter', 'monitoring'),
      ),
    },
    mended: {
      'clusters/app1/thanos.yaml': yaml(
        kube(
          'v1/Service',
          {
            name: 'thanos-receive',
            namespace: 'monitoring',
            annotations: { 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' },
          },
          {
            spec: { ports: [{ name: 'http', port: 19291 }] },
          },
        ),
      ),
    },
  },
  {
    name: 'A cluster name stands where the namespace belongs',
    caughtBy: 'url-host-exists',
    says: 'thanos-receive.mgmt',
    tree: {
      'app1/prometheus-values.yaml': `prometheus:
  prometheusSpec:
    externalLabels:
      cluster: app1
    remoteWrite:
      - url: http://thanos-receive.mgmt.svc:19291/api/v1/receive
grafana:
  enabled: false
alertmanager:
  enabled: false
`,
      'app1/ns.yaml': yaml(space('monitoring'), space('app')),
    },
  },
];
