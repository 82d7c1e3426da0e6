import { kube, ruleCases } from '../../testing.ts';
import { ingressControllerOwn } from './ingress-controller-own.ts';

const nginx = (name: string, ingressClassResource: object = {}, more: object = {}, cluster?: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://kubernetes.github.io/ingress-nginx',
          chart: 'ingress-nginx',
          targetRevision: '4.12.1',
          helm: { valuesObject: { controller: { ingressClassResource, ...more } } },
        },
        destination: { namespace: name, ...(cluster === undefined ? {} : { name: cluster }) },
      },
    },
  );

ruleCases(ingressControllerOwn, {
  accepts: {
    'one controller': [nginx('a')],
    'two of which each has its own': [nginx('a'), nginx('b', { name: 'inside', controllerValue: 'k8s.io/inside' })],
    'two in two clusters': [nginx('a', {}, {}, 'app1'), nginx('b', {}, {}, 'app2')],
    'one that looks at its namespace only': [nginx('a'), nginx('b', { name: 'team' }, { scope: { enabled: true } })],
  },
  refuses: {
    'one name for two classes': {
      given: [nginx('a'), nginx('b', { name: 'inside' })],
      says: 'release b calls itself k8s.io/ingress-nginx (controller.ingressClassResource.controllerValue), and so does a',
      fix: 'Set controller.ingressClassResource.controllerValue: k8s.io/inside for one of them.',
    },
    'one class for two controllers': {
      given: [nginx('a'), nginx('b', { controllerValue: 'k8s.io/inside' })],
      says: 'release b serves the class nginx, and so does a',
    },
  },
});
