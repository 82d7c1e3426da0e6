import { kube, ruleCases } from '../../testing.ts';
import { ingressSnippetsAllowed } from './ingress-snippets-allowed.ts';

const nginx = (targetRevision: string, controller: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'ingress-nginx', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://kubernetes.github.io/ingress-nginx',
          chart: 'ingress-nginx',
          targetRevision,
          helm: { valuesObject: { controller } },
        },
        destination: { namespace: 'ingress-nginx' },
      },
    },
  );
const ingress = (annotation = 'configuration-snippet', ingressClassName = 'nginx') =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { namespace: 'app', annotations: { [`nginx.ingress.kubernetes.io/${annotation}`]: 'x' } },
    { spec: { ingressClassName } },
  );

ruleCases(ingressSnippetsAllowed, {
  accepts: {
    'a controller that takes them': [nginx('4.11.3', { allowSnippetAnnotations: true }), ingress()],
    'a newer one that takes the risk, too': [
      nginx('4.12.1', { allowSnippetAnnotations: true, config: { 'annotations-risk-level': 'Critical' } }),
      ingress(),
    ],
    'a controller from before the switch': [nginx('4.7.1'), ingress()],
    'another annotation': [nginx('4.12.1'), ingress('proxy-body-size')],
    'another class': [nginx('4.12.1'), ingress('server-snippet', 'traefik')],
    'no controller in the tree': [ingress()],
  },
  refuses: {
    'the default': {
      given: [nginx('4.11.3'), ingress()],
      says: 'the Ingress has a configuration-snippet, and release ingress-nginx of ingress-nginx takes none (controller.allowSnippetAnnotations is off, the default since 4.8)',
    },
    'a controller that is told to take none': {
      given: [nginx('4.7.1', { allowSnippetAnnotations: false }), ingress('server-snippet')],
      says: 'the Ingress has a server-snippet, and release ingress-nginx of ingress-nginx takes none (controller.allowSnippetAnnotations is off)',
    },
    'a newer one that is told half of it': {
      given: [nginx('4.12.1', { allowSnippetAnnotations: true }), ingress()],
      says: 'the Ingress has a configuration-snippet, whose risk is Critical, and release ingress-nginx of ingress-nginx takes annotations up to High (the default since 4.12)',
    },
  },
});
