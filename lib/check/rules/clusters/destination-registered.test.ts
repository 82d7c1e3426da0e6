import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { destinationRegistered } from './destination-registered.ts';

const TYPE = { 'argocd.argoproj.io/secret-type': 'cluster' };
const secret = (stringData: object, labels: object = {}): ReturnType<typeof kube> =>
  kube('v1/Secret', { name: 'cluster', namespace: 'argocd', labels: { ...TYPE, ...labels } }, { stringData });
const app1 = secret({ name: 'app1', server: 'https://10.0.0.1:6443', config: '{}' }, { role: 'app' });
const external = (data: object): ReturnType<typeof kube> =>
  kube(
    'external-secrets.io/v1/ExternalSecret',
    { name: 'cluster', namespace: 'argocd' },
    {
      spec: { target: { template: { metadata: { labels: { ...TYPE, role: 'app' } }, data } }, data: [{ secretKey: 'token' }] },
    },
  );
const application = (destination: object): ReturnType<typeof kube> =>
  kube('argoproj.io/v1alpha1/Application', { name: 'shop' }, { spec: { destination } });
const set = (...generators: readonly object[]): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    { name: 'trees' },
    { spec: { generators, template: { spec: { destination: { server: '{{.server}}' } } } } },
  );

ruleCases(destinationRegistered, {
  accepts: {
    'a name and a server that are registered': [app1, application({ name: 'app1' }), application({ server: 'https://10.0.0.1:6443/' })],
    'the cluster of Argo CD itself': [app1, application({ name: 'in-cluster' }), application({ server: 'https://kubernetes.default.svc' })],
    'a name and a server, which another rule tells': [app1, application({ name: 'app7', server: 'https://10.0.0.7:6443' })],
    'nothing is registered here': [application({ name: 'app7' })],
    'a name that an operator fills in': [
      external({ name: '{{ .name }}', server: '{{ .server }}', config: '{{ .config }}' }),
      application({ name: 'app7' }),
    ],
    'others are registered by a script': [
      app1,
      documentObject('Script', 'join', { text: 'argocd cluster add east --name east' }),
      application({ name: 'east' }),
    ],
    'a generator that selects one': [
      app1,
      set({ matrix: { generators: [{ clusters: { selector: { matchLabels: { role: 'app' } } } }, { list: {} }] } }),
    ],
    'a Secret that is filled elsewhere': [kube('v1/Secret', { name: 'cluster', namespace: 'argocd', labels: TYPE })],
  },
  refuses: {
    'a name that is not registered': {
      given: [app1, application({ name: 'app-1' })],
      says: 'no cluster is registered with the name app-1: there is app1',
      fix: 'Did you mean "app1"?',
    },
    'a server with another port': {
      given: [app1, application({ server: 'https://10.0.0.1:443' })],
      says: 'no cluster is registered with the server https://10.0.0.1:443: there is https://10.0.0.1:6443',
    },
    'a generator that selects none': {
      given: [app1, set({ clusters: { selector: { matchLabels: { 'cluster-role': 'app' } } } })],
      says: 'no Secret of a cluster carries {"cluster-role":"app"}: they carry {"role":"app"}',
    },
    'a Secret without a server': {
      given: [secret({ name: 'app1', config: '{}' })],
      says: 'the Secret of a cluster has no server: its keys are name, config',
    },
    'an External Secret without a configuration': {
      given: [external({ name: 'app1', server: 'https://10.0.0.1:6443' })],
      says: 'the Secret of a cluster has no config: its keys are name, server',
    },
  },
});
