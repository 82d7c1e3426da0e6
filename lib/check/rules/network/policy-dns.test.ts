import { deployment, kube, ruleCases } from '../../testing.ts';
import { policyDns } from './policy-dns.ts';

const namespace = 'blog';
const web = deployment({ namespace });
const was = { toEndpoints: [{ matchLabels: { app: 'was' } }], toPorts: [{ ports: [{ port: '8080' }] }] };
const cilium = (...egress: object[]) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'web', namespace },
    { spec: { endpointSelector: { matchLabels: { app: 'web' } }, egress } },
  );
const native = (...egress: object[]) =>
  kube('networking.k8s.io/v1/NetworkPolicy', { name: 'web', namespace }, { spec: { podSelector: {}, policyTypes: ['Egress'], egress } });
const dns = (labels: object, port: object = { port: '53', protocol: 'UDP' }) => ({
  toEndpoints: [{ matchLabels: labels }],
  toPorts: [{ ports: [port] }],
});
const kube53 = { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' };
const says = "Deployment web may not ask the cluster's DNS: no egress rule reaches kube-dns in kube-system on port 53/UDP";

ruleCases(policyDns, {
  accepts: {
    'a policy about the way in': [
      web,
      kube('networking.k8s.io/v1/NetworkPolicy', { name: 'web', namespace }, { spec: { podSelector: {} } }),
    ],
    'the DNS of the cluster': [web, cilium(was, dns(kube53))],
    'DNS with rules for names': [web, cilium(was, { ...dns(kube53, { port: '53', protocol: 'ANY' }), toFQDNs: [] })],
    'the whole of kube-system': [web, cilium(was, { toEndpoints: [{ matchLabels: { 'io.kubernetes.pod.namespace': 'kube-system' } }] })],
    'everything in the cluster': [web, cilium({ toEntities: ['cluster'] })],
    'a NetworkPolicy with port 53 anywhere': [web, native({ ports: [{ port: 53, protocol: 'UDP' }] }, { to: [{ podSelector: {} }] })],
    'another policy that allows it for all pods': [
      web,
      cilium(was),
      kube('cilium.io/v2/CiliumClusterwideNetworkPolicy', { name: 'dns' }, { spec: { endpointSelector: {}, egress: [dns(kube53)] } }),
    ],
    'pods that may not send anything': [web, native()],
    'a controller that calls the API server alone': [
      web,
      native({ ports: [{ port: 6443, protocol: 'TCP' }] }),
      deployment({ namespace: 'shop' }),
      kube(
        'cilium.io/v2/CiliumNetworkPolicy',
        { name: 'web', namespace: 'shop' },
        { spec: { endpointSelector: {}, egress: [{ toEntities: ['kube-apiserver'] }] } },
      ),
    ],
  },
  refuses: {
    'a label that CoreDNS was never given': {
      given: [
        web,
        native({
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'coredns' } },
            },
          ],
          ports: [{ port: 53, protocol: 'UDP' }],
        }),
      ],
      says: 'it lets pods ask the DNS with the label k8s-app=coredns, and CoreDNS has kept k8s-app=kube-dns in the clusters of kubeadm and its kin',
      fix: 'Write k8s-app: kube-dns.',
    },
    'another label than that of all others': {
      given: [
        cilium(was, dns({ ...kube53, 'k8s:k8s-app': undefined, 'k8s-app': 'coredns' })),
        ...['a', 'b'].map((name) =>
          kube(
            'cilium.io/v2/CiliumNetworkPolicy',
            { name, namespace },
            { spec: { endpointSelector: { matchLabels: { app: name } }, egress: [dns({ 'k8s-app': 'kube-dns' })] } },
          ),
        ),
      ],
      says: 'it lets pods ask the DNS with the label k8s-app=coredns, where the 2 other policies have k8s-app=kube-dns',
    },
    'a controller that calls the API server and a name': {
      given: [
        deployment({ namespace, container: { env: [{ name: 'REDIS_URL', value: 'redis://cache:6379' }] } }),
        native({ ports: [{ port: 6443, protocol: 'TCP' }] }),
      ],
      says,
    },
    'a policy that forgets it, beside one that denies all': {
      given: [web, native(), cilium(was)],
      says,
    },
    'a policy that forgets it': { given: [web, cilium(was)], says },
    'TCP only': { given: [web, cilium(was, dns(kube53, { port: '53', protocol: 'TCP' }))], says },
    'DNS looked for in the own namespace': { given: [web, cilium(was, dns({ 'k8s-app': 'kube-dns' }))], says },
    'a NetworkPolicy': {
      given: [web, native({ to: [{ podSelector: {} }] })],
      says,
      fix: 'Add to spec.egress: - {to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}.',
    },
  },
});
