import { deployment, kube, ruleCases } from '../../testing.ts';
import { kyvernoPolicySound } from './kyverno-policy-sound.ts';

const policy = (rule: object, spec: object = {}) =>
  kube('kyverno.io/v1/ClusterPolicy', { name: 'p' }, { spec: { ...spec, rules: [{ name: 'r', ...rule }] } });
const match = (kinds: readonly string[], more: object = {}) => ({ match: { any: [{ resources: { kinds, ...more } }] } });
const deny = { validate: { deny: { conditions: { any: [{ key: '{{ request.userInfo.username }}', operator: 'Equals', value: 'x' }] } } } };
const containers = { spec: { containers: [{ imagePullPolicy: 'IfNotPresent' }] } };
const latest = { spec: { containers: [{ image: '!*:latest' }] } };
const tagged = { spec: { containers: [{ image: '*:*' }] } };
const counts = (key: string) => ({ validate: { deny: { conditions: { any: [{ key, operator: 'GreaterThan', value: 0 }] } } } });

ruleCases(kyvernoPolicySound, {
  accepts: {
    'the length of something that is given a default, or is always there': [
      policy({ ...match(['Pod']), ...counts('{{ (request.object.spec.volumes[].hostPath || `[]`) | length(@) }}') }),
      policy({ ...match(['Pod']), ...counts('{{ length(request.object.spec.containers) }}') }),
    ],
    'latest is refused, and a tag is asked for': [
      policy({ ...match(['Pod']), validate: { pattern: latest } }),
      policy({ ...match(['Pod']), validate: { pattern: tagged } }),
    ],
    'a question about requests alone': [policy({ ...match(['Pod']), ...deny }, { background: false })],
    'a pattern for pods': [policy({ ...match(['Pod']), validate: { pattern: containers } })],
    'a pattern for workloads': [
      policy({ ...match(['Deployment', 'StatefulSet']), validate: { pattern: { spec: { template: containers } } } }),
    ],
    'namespaces that there are, or that are like none': [
      policy({ ...match(['Pod'], { namespaces: ['kube-system', 'team-*', 'zoo'] }), validate: { pattern: containers } }),
    ],
    'images of the tree': [
      deployment({ container: { image: 'ghcr.io/acme/web:v1' } }),
      policy({ ...match(['Pod']), verifyImages: [{ imageReferences: ['ghcr.io/acme/*', 'quay.io/other/*'] }] }),
    ],
  },
  refuses: {
    'the length of volumes that a pod need not have': {
      given: [policy({ ...match(['Pod']), ...counts('{{ request.object.spec.volumes[].hostPath | length(@) }}') })],
      says: 'the rule "r" takes the length of spec.volumes, which need not be there',
    },
    'latest is refused, and no tag is not': {
      given: [policy({ ...match(['Pod']), validate: { pattern: latest } })],
      says: 'the rule "r" refuses :latest, and lets through images without any tag',
    },
    'a question about the user of what is there': {
      given: [policy({ ...match(['Pod']), ...deny })],
      says: 'the rule "r" asks who made a request, and the policy is also asked of what is there (background is true by default)',
      fix: 'Set spec.background: false.',
    },
    'a template of pods': {
      given: [policy({ ...match(['Pod']), validate: { pattern: { spec: { template: containers } } } })],
      says: 'the rule "r" is about Pod, and its pattern asks for spec.template, which it does not have',
    },
    'containers of workloads': {
      given: [policy({ ...match(['apps/v1/Deployment', 'StatefulSet']), validate: { pattern: containers } })],
      says: 'the rule "r" is about Deployment, StatefulSet, and its pattern asks for spec.containers, which they do not have',
    },
    'a namespace with two letters swapped': {
      given: [
        policy({ ...match(['Pod']), exclude: { any: [{ resources: { namespaces: ['kube-sytem'] } }] }, validate: { pattern: containers } }),
      ],
      says: 'there is no namespace "kube-sytem"',
      fix: 'Did you mean "kube-system"?',
    },
    'an owner who is spelt otherwise': {
      given: [
        deployment({ container: { image: 'ghcr.io/example/web:v1' } }),
        policy({ ...match(['Pod']), verifyImages: [{ imageReferences: ['ghcr.io/exmaple/*'] }] }),
      ],
      says: 'the rule "r" is about images of ghcr.io/exmaple, and the images here are of ghcr.io/example',
      fix: 'Did you mean "ghcr.io/example/*"?',
    },
  },
});
