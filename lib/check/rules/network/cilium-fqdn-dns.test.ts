import { deployment, kube, ruleCases } from '../../testing.ts';
import { ciliumFqdnDns } from './cilium-fqdn-dns.ts';

const namespace = 'blog';
const web = deployment({ namespace });
const policy = (name: string, ...egress: object[]) =>
  kube('cilium.io/v2/CiliumNetworkPolicy', { name, namespace }, { spec: { endpointSelector: { matchLabels: { app: 'web' } }, egress } });
const github = { toFQDNs: [{ matchName: 'api.github.com' }], toPorts: [{ ports: [{ port: '443' }] }] };
const dns = (entry?: object) => ({
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], ...(entry === undefined ? {} : { rules: { dns: [entry] } }) }],
});

ruleCases(ciliumFqdnDns, {
  accepts: {
    'a DNS rule for all names': [web, policy('web', github, dns({ matchPattern: '*' }))],
    'a DNS rule for this name': [web, policy('web', github, dns({ matchPattern: '*.github.com' }))],
    'a DNS rule of another policy for the same pods': [web, policy('web', github), policy('dns', dns({ matchPattern: '*' }))],
    'a cluster-wide DNS rule, and pods that are not in the tree': [
      policy('web', github),
      kube(
        'cilium.io/v2/CiliumClusterwideNetworkPolicy',
        { name: 'dns' },
        { spec: { endpointSelector: {}, egress: [dns({ matchPattern: '*' })] } },
      ),
    ],
    'no names': [web, policy('web', dns())],
  },
  refuses: {
    'DNS without a rule': {
      given: [web, policy('web', github, dns())],
      says: 'no DNS rule shows Cilium the answers from which it learns the addresses of these names',
    },
    'a DNS rule for other names': {
      given: [web, policy('web', github, dns({ matchPattern: '*.bing.com' }))],
      says: 'no DNS rule lets the pods ask for api.github.com',
      fix: 'Add {matchName: api.github.com} to the DNS rule.',
    },
    'a DNS rule for other pods': {
      given: [
        web,
        deployment({ namespace, name: 'was', labels: { app: 'was' } }),
        policy('web', github),
        kube(
          'cilium.io/v2/CiliumNetworkPolicy',
          { name: 'was', namespace },
          { spec: { endpointSelector: { matchLabels: { app: 'was' } }, egress: [dns({ matchPattern: '*' })] } },
        ),
      ],
      says: 'no DNS rule shows Cilium the answers from which it learns the addresses of these names',
    },
  },
});
