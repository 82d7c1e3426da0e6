import { deployment, kube, ruleCases } from '../../testing.ts';
import { egressMeetsIngress } from './egress-meets-ingress.ts';

const namespace = 'blog';
const pods = (name: string, port: number) =>
  deployment({ namespace, name, labels: { app: name }, container: { ports: [{ containerPort: port }] } });
const tree = [pods('mysql', 3306), pods('was', 8080), pods('exporter', 9104)];
const cilium = (app: string, spec: object) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: `${app}-isolation`, namespace },
    { spec: { endpointSelector: { matchLabels: { app } }, ...spec } },
  );
const native = (app: string, spec: object) =>
  kube(
    'networking.k8s.io/v1/NetworkPolicy',
    { name: `${app}-isolation`, namespace },
    { spec: { podSelector: { matchLabels: { app } }, ...spec } },
  );
const to = (app: string, port = '3306') => ({ toEndpoints: [{ matchLabels: { app } }], toPorts: [{ ports: [{ port, protocol: 'TCP' }] }] });
const from = (app: string, port = '3306') => ({
  fromEndpoints: [{ matchLabels: { app } }],
  toPorts: [{ ports: [{ port, protocol: 'TCP' }] }],
});

ruleCases(egressMeetsIngress, {
  accepts: {
    'both doors open': [...tree, cilium('exporter', { egress: [to('mysql')] }), cilium('mysql', { ingress: [from('exporter')] })],
    'an end that no policy is about': [...tree, cilium('exporter', { egress: [to('mysql')] })],
    'a wide rule out, which is no promise': [
      ...tree,
      cilium('exporter', { egress: [{ toEndpoints: [{}], toPorts: [{ ports: [{ port: '3306' }] }] }] }),
      cilium('mysql', { ingress: [from('was')] }),
    ],
    'a port that the other end does not have': [
      ...tree,
      cilium('exporter', { egress: [to('mysql', '33060')] }),
      cilium('mysql', { ingress: [from('was')] }),
    ],
    'a third policy that lets them in': [
      ...tree,
      cilium('exporter', { egress: [to('mysql')] }),
      cilium('mysql', { ingress: [from('was')] }),
      native('mysql', { ingress: [{ from: [{ podSelector: {} }] }] }),
    ],
  },
  refuses: {
    'one door that is shut to many': {
      given: [
        ...tree,
        ...['a', 'b', 'c', 'd'].map((name) => pods(name, 80)),
        ...['a', 'b', 'c', 'd'].map((name) => cilium(name, { egress: [to('mysql')] })),
        cilium('mysql', { ingress: [from('was')] }),
      ],
      says: '4 connections that other policies allow are in no ingress rule here, such as Deployment blog/a to Deployment blog/mysql on port 3306/TCP (egress of CiliumNetworkPolicy a-isolation)',
    },
    'an exporter at a shut door': {
      given: [...tree, cilium('exporter', { egress: [to('mysql')] }), cilium('mysql', { ingress: [from('was')] })],
      says: 'CiliumNetworkPolicy exporter-isolation allows egress from Deployment blog/exporter to Deployment blog/mysql on port 3306/TCP (spec.egress[0]), and no ingress rule here allows it',
      fix: 'Add to spec.ingress: - {fromEndpoints: [{matchLabels: {app: exporter}}], toPorts: [{ports: [{port: "3306", protocol: TCP}]}]}.',
    },
    'a guest who may not leave home': {
      given: [...tree, cilium('was', { egress: [to('cache', '6379')] }), cilium('mysql', { ingress: [from('was')] })],
      says: 'CiliumNetworkPolicy mysql-isolation allows ingress from Deployment blog/was to Deployment blog/mysql on port 3306/TCP (spec.ingress[0]), and no egress rule here allows it',
    },
    NetworkPolicies: {
      given: [
        ...tree,
        native('exporter', {
          policyTypes: ['Egress'],
          egress: [{ to: [{ podSelector: { matchLabels: { app: 'mysql' } } }], ports: [{ port: 3306 }] }],
        }),
        native('mysql', { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'was' } } }], ports: [{ port: 3306 }] }] }),
      ],
      says: 'NetworkPolicy exporter-isolation allows egress from Deployment blog/exporter to Deployment blog/mysql on port 3306/TCP (spec.egress[0]), and no ingress rule here allows it',
    },
  },
});
