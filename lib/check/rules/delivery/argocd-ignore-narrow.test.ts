import { kube, ruleCases } from '../../testing.ts';
import { argocdIgnoreNarrow } from './argocd-ignore-narrow.ts';

const application = (entry: object): ReturnType<typeof kube> =>
  kube('argoproj.io/v1alpha1/Application', { name: 'shop' }, { spec: { ignoreDifferences: [entry] } });

const IMAGE = '/spec/template/spec/containers/0/image';
const syncing = (entry: object, meta: object = {}): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'shop', ...meta },
    { spec: { syncPolicy: { automated: { selfHeal: true } }, ignoreDifferences: [entry] } },
  );

ruleCases(argocdIgnoreNarrow, {
  accepts: {
    'the number of an autoscaler': [application({ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] })],
    'the data of one Secret': [application({ kind: 'Secret', name: 'token', jsonPointers: ['/data'] })],
    'a field of one object': [
      application({ group: 'traefik.io', kind: 'IngressRoute', name: 'dashboard', jsonPointers: ['/spec/tls/secretName'] }),
    ],
    'images that Image Updater sets, or a script, or that wait for a person': [
      syncing({ kind: 'Deployment', jsonPointers: [IMAGE] }, { annotations: { 'argocd-image-updater.argoproj.io/image-list': 'web' } }),
      application({ kind: 'Deployment', jsonPointers: [IMAGE] }),
    ],
    'images that a script sets': [
      syncing({ kind: 'Deployment', jsonPointers: [IMAGE] }),
      kube('slipway.dev/v1/Script', { name: 'deploy' }, { text: 'kubectl set image deployment/web web=acme/web:v2\n' }),
    ],
    'the bundle of webhooks': [
      application({
        group: 'admissionregistration.k8s.io',
        kind: 'ValidatingWebhookConfiguration',
        jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
      }),
    ],
  },
  refuses: {
    'the image, of what is to sync by itself': {
      given: [syncing({ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas', IMAGE] })],
      says: '/spec/template/spec/containers/0/image of every Deployment is ignored, and the Application is to sync by itself',
    },
    'the image, by jq': {
      given: [syncing({ group: 'apps', kind: 'StatefulSet', jqPathExpressions: ['.spec.template.spec.containers[].image'] })],
      says: '.spec.template.spec.containers[].image of every StatefulSet is ignored, and the Application is to sync by itself',
    },
    'all that one object is to be': {
      given: [application({ group: 'traefik.io', kind: 'IngressRoute', name: 'dashboard', jsonPointers: ['/spec'] })],
      says: 'the whole /spec of IngressRoute dashboard is ignored',
    },
    'the data of all Secrets': {
      given: [application({ kind: 'Secret', jsonPointers: ['/data'] })],
      says: '/data of every Secret is ignored',
    },
    'the whole of everything': {
      given: [application({ group: '*', kind: '*', jqPathExpressions: ['.spec'] })],
      says: '.spec of every object is ignored',
    },
  },
});
