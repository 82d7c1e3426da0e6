import type { KubeObject } from '../../../manifest/manifest.ts';
import { deployment, inFile, kube, meshed, ruleCases, type PodProps } from '../../testing.ts';
import { creationNeedsFirst } from './creation-needs-first.ts';

const wave = (value: number) => ({ annotations: { 'argocd.argoproj.io/sync-wave': String(value) } });
const application = inFile(
  'apps/shop.yaml',
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'shop', namespace: 'argocd' },
    { spec: { source: { repoURL: 'https://git.example.com/apps', path: 'shop' }, destination: { namespace: 'shop' } } },
  ),
);
const here = (object: KubeObject) => inFile(`shop/${object.kind.toLowerCase()}.yaml`, object);
const web = (props: PodProps = {}) => here(deployment({ name: 'web', namespace: 'shop', ...props }));
const java = { podAnnotations: { 'instrumentation.opentelemetry.io/inject-java': 'true' } };
const agent = (meta: object = {}) =>
  here(kube('opentelemetry.io/v1alpha1/Instrumentation', { name: 'java', namespace: 'shop', ...meta }, { spec: {} }));
const secret = (meta: object = {}) =>
  here(kube('external-secrets.io/v1/ExternalSecret', { name: 'keys', namespace: 'shop', ...meta }, { spec: {} }));
const optional = (rest: object = { optional: true }) => ({ container: { envFrom: [{ secretRef: { name: 'keys', ...rest } }] } });
const ingress = (spec: object = {}) => here(kube('networking.k8s.io/v1/Ingress', { name: 'web', namespace: 'shop' }, { spec }));
const ingressClass = (meta: object = {}) =>
  here(
    kube('networking.k8s.io/v1/IngressClass', {
      name: 'nginx',
      annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' },
      ...meta,
    }),
  );
const pod = (spec: object) =>
  here(kube('v1/Pod', { name: 'once', namespace: 'shop' }, { spec: { containers: [{ name: 'a', image: 'a:1' }], ...spec } }));
const priority = here(kube('scheduling.k8s.io/v1/PriorityClass', { name: 'high' }, { value: 1000 }));

ruleCases(creationNeedsFirst, {
  accepts: {
    'what comes in an earlier wave': [application, agent(wave(-1)), web(java), secret(wave(-1)), web({ name: 'api', ...optional() })],
    'a tree that Argo CD does not apply': [agent(), web(java)],
    'another Application, of which nobody knows the order': [application, web(java), inFile('platform/agent.yaml', agent().object)],
    'a workload of the same rank, which names order': [
      application,
      agent(),
      here(kube('argoproj.io/v1alpha1/Rollout', { name: 'web', namespace: 'shop' }, { spec: web(java).object['spec'] })),
    ],
    'a pod that asks for no agent': [
      application,
      agent(),
      web({ podAnnotations: { 'instrumentation.opentelemetry.io/inject-java': 'false' } }),
    ],
    'a Secret for which the pod waits': [application, secret(), web(optional({}))],
    'a class for which a controller tries again': [application, priority, web({ pod: { priorityClassName: 'high' } })],
    'an Ingress that names its class': [application, ingress({ ingressClassName: 'nginx' }), ingressClass()],
    'a sidecar without settings of its own': [
      application,
      here(meshed('shop')),
      here(
        kube(
          'networking.istio.io/v1beta1/ProxyConfig',
          { name: 'p', namespace: 'shop' },
          { spec: { selector: { matchLabels: { app: 'x' } } } },
        ),
      ),
      web(),
    ],
  },
  refuses: {
    'an agent that the operator gives to new pods': {
      given: [application, agent(), web(java)],
      says: 'Instrumentation java comes in wave 0 as this Deployment does, and after it, by its kind',
      fix: 'Give Instrumentation java the wave -1 or an earlier one.',
    },
    'an agent of a later wave': {
      given: [application, agent(wave(2)), web(java)],
      says: 'Instrumentation java comes in wave 2, after this Deployment in wave 0',
    },
    'a Secret without which the pod starts': {
      given: [application, secret(), web(optional())],
      says: 'ExternalSecret keys, which makes Secret keys, comes in wave 0 as this Deployment does, and after it, by its kind',
      fix: 'Give ExternalSecret keys the wave -1 or an earlier one.',
    },
    'settings of the sidecar': {
      given: [
        application,
        here(meshed('shop')),
        here(kube('networking.istio.io/v1beta1/ProxyConfig', { name: 'p', namespace: 'shop' }, { spec: { concurrency: 2 } })),
        web(),
      ],
      says: 'ProxyConfig p comes in wave 0 as this Deployment does, and after it, by its kind',
    },
    'the default class of an Ingress': {
      given: [application, ingress(), ingressClass()],
      says: 'IngressClass nginx, the default, comes in wave 0 as this Ingress does, and after it, by its kind',
    },
    'the class of a single pod': {
      given: [application, priority, pod({ priorityClassName: 'high' })],
      says: 'PriorityClass high comes in wave 0 as this Pod does, and after it, by its kind',
    },
  },
});
