import { app, mistake, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';
import { cilium, gateway, certificate, issuer, pool, gatewayApi } from './fleet-networks-parts.ts';
import type { Mistake } from './mistake.ts';
import { kp, ciliumWith, set, webFiles } from './fleet3-details-parts.ts';

/** Parts that are switched off while others count on them. */
export const fleet3Switches: readonly Mistake[] = [
  mistake(
    'A route of TLS hangs on a listener that ends TLS',
    'route-attaches',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/gateway.yaml': documents(
        namespace('gateway'),
        namespace('vault'),
        pool,
        issuer,
        certificate,
        gateway('').replace('protocol: HTTPS', 'protocol: TLS'),
        app('vault', 'vault', 8200),
        object(
          'gateway.networking.k8s.io/v1alpha2',
          'TLSRoute',
          'vault',
          'vault',
          'spec: { parentRefs: [{ name: main, namespace: gateway }], hostnames: [vault.mgmt.local.dev], rules: [{ backendRefs: [{ name: vault-service, port: 8200 }] }] }',
        ),
      ),
    },
    'mgmt/gateway.yaml',
    [['tls: { certificateRefs: [{ name: main-tls }] }', 'tls: { mode: Passthrough }']],
  ),
  mistake(
    'A policy is for nodes, and the firewall of hosts is off',
    'operator-watches-here',
    ciliumWith(
      '',
      object(
        'cilium.io/v2',
        'CiliumClusterwideNetworkPolicy',
        'nodes',
        '',
        "spec: { nodeSelector: {}, ingress: [{ fromEntities: [cluster] }, { fromCIDR: [192.168.64.0/24], toPorts: [{ ports: [{ port: '22', protocol: TCP }] }] }] }",
      ),
    ),
    'mgmt/cilium.yaml',
    [['operator: { replicas: 1 }', 'operator: { replicas: 1 }\n        hostFirewall: { enabled: true }']],
  ),
  mistake(
    'A gateway for what goes out is described, and Cilium is not told to have any',
    'operator-watches-here',
    ciliumWith(
      '',
      object(
        'cilium.io/v2',
        'CiliumEgressGatewayPolicy',
        'out',
        '',
        'spec: { selectors: [{ podSelector: { matchLabels: { app: web } } }], destinationCIDRs: [0.0.0.0/0], egressGateway: { nodeSelector: { matchLabels: { egress: "true" } } } }',
      ),
    ),
    'mgmt/cilium.yaml',
    [
      [
        'operator: { replicas: 1 }',
        'operator: { replicas: 1 }\n        egressGateway: { enabled: true }\n        bpf: { masquerade: true }',
      ],
    ],
  ),
  mistake(
    'Addresses are to be announced by Cilium, which is not told to',
    'operator-watches-here',
    ciliumWith(
      '',
      object('cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy', 'all', '', 'spec: { loadBalancerIPs: true, interfaces: [enp0s1] }'),
    ),
    'mgmt/cilium.yaml',
    [['operator: { replicas: 1 }', 'operator: { replicas: 1 }\n        l2announcements: { enabled: true }']],
  ),
  mistake(
    'Neighbours of BGP are described, and Cilium is not told to speak it',
    'operator-watches-here',
    ciliumWith(
      '',
      object(
        'cilium.io/v2',
        'CiliumBGPClusterConfig',
        'rack',
        '',
        'spec: { nodeSelector: { matchLabels: { rack: a } }, bgpInstances: [{ name: a, localASN: 64512, peers: [{ name: tor, peerASN: 64513, peerAddress: 192.168.64.1, peerConfigRef: { name: tor } }] }] }',
      ),
    ),
    'mgmt/cilium.yaml',
    [['operator: { replicas: 1 }', 'operator: { replicas: 1 }\n        bgpControlPlane: { enabled: true }']],
  ),
  mistake(
    'A policy allows by requests, and the proxy of Cilium is off',
    'helm-values-work',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: 'l7Proxy: false\n' }),
      'mgmt/a.yaml': documents(
        namespace('app'),
        app('api', 'app', 8080),
        object(
          'cilium.io/v2',
          'CiliumNetworkPolicy',
          'api',
          'app',
          "spec: { endpointSelector: { matchLabels: { app: api } }, ingress: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: '8080', protocol: TCP }], rules: { http: [{ method: GET }] } }] }] }",
        ),
      ),
    },
    'mgmt/cilium.yaml',
    [['l7Proxy: false', 'l7Proxy: true']],
  ),
  mistake(
    'There are sets of Applications, and their controller has no pod',
    'operator-watches-here',
    {
      ...webFiles,
      'mgmt/set.yaml': set('[{ list: { elements: [{ cluster: app1 }] } }]'),
      'mgmt/argocd.yaml': clusterChart(
        'mgmt',
        'argocd',
        'argo',
        'argo-cd',
        '8.1.0',
        'argocd',
        'configs: { params: { server.insecure: true } }\napplicationSet: { replicas: 0 }',
      ),
    },
    'mgmt/argocd.yaml',
    [['applicationSet: { replicas: 0 }', 'applicationSet: { replicas: 1 }']],
  ),
  mistake(
    'Secrets are to be pushed, and the operator is told not to',
    'operator-watches-here',
    {
      'mgmt/eso.yaml': clusterChart(
        'mgmt',
        'external-secrets',
        'external-secrets',
        'external-secrets',
        '0.19.2',
        'external-secrets',
        'installCRDs: true\nprocessPushSecret: false',
      ),
      'mgmt/push.yaml': documents(
        namespace('app'),
        object(
          'external-secrets.io/v1alpha1',
          'PushSecret',
          'p',
          'app',
          'spec: { refreshInterval: 1h, secretStoreRefs: [{ name: vault-backend, kind: ClusterSecretStore }], selector: { secret: { name: web } }, data: [{ match: { secretKey: a, remoteRef: { remoteKey: app/web, property: a } } }] }',
        ),
      ),
    },
    'mgmt/eso.yaml',
    [['processPushSecret: false', 'processPushSecret: true']],
  ),
  mistake(
    'Kyverno is to make policies, and its controller in the background is off',
    'operator-watches-here',
    {
      'mgmt/app1-kyverno.yaml': clusterChart(
        'app1',
        'kyverno',
        'kyverno',
        'kyverno',
        '3.5.2',
        'kyverno',
        'admissionController: { replicas: 1 }\nbackgroundController: { enabled: false }',
      ),
      'app1/p.yaml': kp(
        "    - name: deny\n      match: { any: [{ resources: { kinds: [Namespace] } }] }\n      generate: { synchronize: true, apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, name: deny, namespace: '{{request.object.metadata.name}}', data: { spec: { podSelector: {}, policyTypes: [Ingress] } } }",
      ),
    },
    'mgmt/app1-kyverno.yaml',
    [['backgroundController: { enabled: false }', 'backgroundController: { enabled: true }']],
  ),
  mistake(
    'Kyverno is to clean up, and the controller for that is off',
    'operator-watches-here',
    {
      'mgmt/app1-kyverno.yaml': clusterChart(
        'app1',
        'kyverno',
        'kyverno',
        'kyverno',
        '3.5.2',
        'kyverno',
        'admissionController: { replicas: 1 }\ncleanupController: { enabled: false }',
      ),
      'app1/p.yaml': object(
        'kyverno.io/v2',
        'ClusterCleanupPolicy',
        'pods',
        '',
        "spec: { schedule: '0 3 * * *', match: { any: [{ resources: { kinds: [Pod] } }] }, conditions: { any: [{ key: '{{ target.status.phase }}', operator: Equals, value: Succeeded }] } }",
      ),
    },
    'mgmt/app1-kyverno.yaml',
    [['cleanupController: { enabled: false }', 'cleanupController: { enabled: true }']],
  ),
];
