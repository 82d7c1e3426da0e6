import { deployment, kube, ruleCases } from '../../testing.ts';
import { databaseGuarded } from './database-guarded.ts';

const mysql = deployment({ name: 'mysql', namespace: 'shop', labels: { app: 'mysql' }, container: { image: 'mysql:8.0.36' } });
const web = deployment({ namespace: 'shop' });
const PORTS = [{ ports: [{ port: '3306', protocol: 'TCP' }] }];
const cnp = (rule: object, matchLabels: object = { app: 'mysql' }): ReturnType<typeof kube> =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'mysql', namespace: 'shop' },
    { spec: { endpointSelector: { matchLabels }, ingress: [{ ...rule, toPorts: PORTS }] } },
  );
const policy = (ingress: readonly object[]): ReturnType<typeof kube> =>
  kube(
    'networking.k8s.io/v1/NetworkPolicy',
    { name: 'mysql', namespace: 'shop' },
    { spec: { podSelector: { matchLabels: { app: 'mysql' } }, ingress } },
  );

ruleCases(databaseGuarded, {
  accepts: {
    'clients by name': [
      mysql,
      cnp({ fromEndpoints: [{ matchLabels: { app: 'was' } }] }),
      policy([{ from: [{ podSelector: { matchLabels: { app: 'was' } } }] }]),
    ],
    'a whole namespace by name': [
      mysql,
      policy([{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }] }]),
    ],
    'a policy for every pod': [mysql, web, cnp({ fromEntities: ['cluster'] }, {})],
    'a program that is meant for all': [web, cnp({ fromEntities: ['world'] }, { app: 'web' })],
  },
  refuses: {
    'every pod of the cluster': {
      given: [mysql, cnp({ fromEntities: ['cluster'] })],
      says: 'Deployment mysql lets in every pod of the cluster on its port',
    },
    'everybody, for want of a peer': {
      given: [mysql, policy([{ ports: [{ port: 3306 }] }])],
      says: 'Deployment mysql lets in everybody on its port',
    },
    'every namespace': {
      given: [mysql, policy([{ from: [{ namespaceSelector: {} }] }])],
      says: 'Deployment mysql lets in every pod of the cluster on its port',
    },
  },
});
