import { deployment, mistake } from './apps.ts';
import { addon, installs, repository } from './clusters-pieces.ts';
import { cilium, pool, policy } from './fleet-networks-parts.ts';
import {
  meshed,
  joined,
  istiod,
  networks,
  eastWest,
  istioScript,
  istioFiles,
  nginx,
  ingress,
  metallb,
  balanced,
  nodes,
  l2,
} from './fleet2-meshes-parts.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

/** Networks between clusters: Cilium, Istio, MetalLB and ingress-nginx, a third time. */
export const fleet2Meshes: readonly Mistake[] = [
  mistake(
    'One cluster of a Cilium mesh is made for 511 clusters, the other for 255',
    'mesh-settings-agree',
    {
      'mgmt/cilium.yaml': cilium('mgmt', {
        mesh: 'clustermesh: { useAPIServer: true, maxConnectedClusters: 511, apiserver: { service: { type: NodePort, nodePort: 32379 } }, config: { enabled: true, clusters: [{ name: app1, port: 32379, ips: [192.168.64.21] }] } }\n',
      }),
      'app1/cilium.yaml': cilium('app1', {
        mesh: 'clustermesh: { useAPIServer: true, apiserver: { service: { type: NodePort, nodePort: 32379 } }, config: { enabled: true, clusters: [{ name: mgmt, port: 32379, ips: [192.168.64.11] }] } }\n',
      }),
    },
    'mgmt/cilium.yaml',
    [['maxConnectedClusters: 511, ', '']],
  ),
  mistake(
    'A cluster of a Cilium mesh has a number above those that there are',
    'cluster-identity-unique',
    addon('cilium', 'cilium', 'cilium', '1.19.1', 'kube-system', meshed('app2', '300')),
    'addons/values/cilium.yaml',
    [['id: 300', 'id: 3']],
  ),
  mistake(
    'A cluster of a Cilium mesh has a name with an underscore',
    'cluster-identity-unique',
    addon('cilium', 'cilium', 'cilium', '1.19.1', 'kube-system', meshed('app_2', '3')),
    'addons/values/cilium.yaml',
    [['app_2', 'app2']],
  ),
  mistake(
    'A policy of Cilium allows by path, and the proxy that would look is switched off',
    'helm-values-work',
    {
      'app1/cilium.yaml': cilium('app1', { more: 'l7Proxy: false\n' }),
      'app1/web.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        policy(
          'web',
          'app',
          `  endpointSelector: { matchLabels: { app: web } }
  ingress:
    - fromEntities: [cluster]
      toPorts: [{ ports: [{ port: '8080', protocol: TCP }], rules: { http: [{ method: GET, path: '/api/.*' }] } }]`,
        ),
      ),
    },
    'app1/cilium.yaml',
    [['l7Proxy: false', 'l7Proxy: true']],
  ),
  mistake(
    'Cilium is to encrypt with IPsec, and nobody makes the Secret of its keys',
    'secret-reference-exists',
    {
      'addons/install.sh': installs(
        repository('cilium'),
        'helm repo update',
        'helm upgrade --install cilium cilium/cilium --version 1.19.1 -n kube-system -f addons/values/cilium.yaml',
      ),
      'addons/values/cilium.yaml': `${meshed('app2', '3')}encryption: { enabled: true, type: ipsec }\n`,
    },
    'addons/install.sh',
    [['helm upgrade', `kubectl create secret generic cilium-ipsec-keys -n kube-system --from-literal=keys="$IPSEC_KEYS"\nhelm upgrade`]],
    { partly: true },
  ),
  mistake(
    'Each cluster of a mesh makes a CA of its own: the script shares none',
    'mesh-authority-shared',
    joined([]),
    'addons/mesh.sh',
    [
      [
        'helm upgrade --install cilium cilium/cilium --version 1.19.1 -n kube-system --kube-context app1',
        'kubectl --context mgmt get secret cilium-ca -n kube-system -o yaml | kubectl --context app1 create -f -\nhelm upgrade --install cilium cilium/cilium --version 1.19.1 -n kube-system --kube-context app1',
      ],
    ],
    { partly: true },
  ),
  mistake(
    'The key to a cluster of the mesh is given to that cluster itself',
    'remote-secret-given',
    {
      'addons/mesh.sh': installs(
        'istioctl create-remote-secret --context=mgmt --name=mgmt | kubectl apply -f - --context=app1',
        'istioctl create-remote-secret --context=app1 --name=app1 | kubectl apply -f - --context=app1',
      ),
    },
    'addons/mesh.sh',
    [['--name=app1 | kubectl apply -f - --context=app1', '--name=app1 | kubectl apply -f - --context=mgmt']],
  ),
  mistake(
    'The key to a cluster of the mesh carries the name of the other one',
    'remote-secret-given',
    {
      'addons/mesh.sh': installs(
        'istioctl create-remote-secret --context=mgmt --name=mgmt | kubectl apply -f - --context=app1',
        'istioctl create-remote-secret --context=app1 --name=mgmt | kubectl apply -f - --context=mgmt',
      ),
    },
    'addons/mesh.sh',
    [['--context=app1 --name=mgmt', '--context=app1 --name=app1']],
  ),
  mistake(
    'The networks of a mesh name a gateway that has another name',
    'url-host-exists',
    {
      'mgmt/istiod.yaml': documents(
        namespace('istio-system', 'topology.istio.io/network: network1'),
        istiod('mgmt', 'network1', networks('istio-ingressgateway-eastwest.istio-system.svc.cluster.local')),
        eastWest,
      ),
    },
    'mgmt/istiod.yaml',
    [['istio-ingressgateway-eastwest.istio-system', 'istio-eastwestgateway.istio-system']],
  ),
  mistake(
    'The CA that both clusters of a mesh share is in a Secret that Istio does not read',
    'mesh-authority-read',
    {
      'addons/istio.sh': istioScript(
        '  kubectl --context "$context" create secret generic ca-certs -n istio-system --from-file=ca-cert.pem --from-file=ca-key.pem --from-file=root-cert.pem --from-file=cert-chain.pem',
      ),
      ...istioFiles,
    },
    'addons/istio.sh',
    [['generic ca-certs', 'generic cacerts']],
  ),
  mistake(
    'MetalLB hands out addresses for one class only, and no Service has it',
    'balancer-class-served',
    { 'mgmt/metallb.yaml': documents(pool, metallb('loadBalancerClass: metallb\n')), 'mgmt/web.yaml': balanced },
    'mgmt/metallb.yaml',
    [['loadBalancerClass: metallb', 'prometheus: { rbacPrometheus: false }']],
  ),
  mistake(
    'Addresses are announced by a node that there is not',
    'node-name-known',
    { 'machines/main.tf': nodes, 'mgmt/pool.yaml': documents(l2('mgmt-worker-1'), metallb('{}')), 'mgmt/web.yaml': balanced },
    'mgmt/pool.yaml',
    [['mgmt-worker-1', 'mgmt-worker-0']],
  ),
  mistake(
    'An Ingress brings a piece of nginx, and the controller takes none',
    'ingress-snippets-allowed',
    {
      'mgmt/nginx.yaml': documents(
        namespace('ingress-nginx'),
        nginx('ingress-nginx', 'ingress-nginx', '  ingressClassResource: { name: nginx }'),
      ),
      'mgmt/web.yaml': ingress('    nginx.ingress.kubernetes.io/configuration-snippet: \'more_set_headers "X-Frame-Options: DENY";\'\n'),
    },
    'mgmt/nginx.yaml',
    [
      [
        '  ingressClassResource: { name: nginx }',
        '  allowSnippetAnnotations: true\n          config: { annotations-risk-level: Critical }\n          ingressClassResource: { name: nginx }',
      ],
    ],
  ),
  mistake(
    'Two controllers of ingress-nginx answer to the same name, and both take every Ingress',
    'ingress-controller-own',
    {
      'mgmt/nginx.yaml': documents(
        namespace('ingress-nginx'),
        namespace('ingress-internal'),
        nginx('ingress-nginx', 'ingress-nginx', '  ingressClassResource: { name: nginx }'),
        nginx('ingress-internal', 'ingress-internal', '  ingressClassResource: { name: internal }'),
      ),
    },
    'mgmt/nginx.yaml',
    [['{ name: internal }', '{ name: internal, controllerValue: k8s.io/ingress-internal }']],
  ),
];
