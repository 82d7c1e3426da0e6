import { deployment, kube, ruleCases } from '../../testing.ts';
import { policyAdmitsTree } from './policy-admits-tree.ts';

const policy = (pattern: object, rest: object = {}, validate: object = {}): ReturnType<typeof kube> =>
  kube(
    'kyverno.io/v1/ClusterPolicy',
    { name: 'rules' },
    {
      spec: {
        rules: [
          {
            name: 'one',
            match: { any: [{ resources: { kinds: ['Pod'] } }] },
            validate: { failureAction: 'Enforce', pattern, ...validate },
            ...rest,
          },
        ],
      },
    },
  );
const registry = { spec: { containers: [{ image: 'harbor.acme.io/*' }], '=(initContainers)': [{ image: 'harbor.acme.io/*' }] } };
const web = (image: string, container: object = {}): ReturnType<typeof deployment> =>
  deployment({ namespace: 'shop', container: { image, ...container } });
const LIMITS = { spec: { containers: [{ resources: { limits: { memory: '?*', cpu: '?*' } } }] } };

ruleCases(policyAdmitsTree, {
  accepts: {
    'an image of the registry': [policy(registry), web('harbor.acme.io/shop/web:v1')],
    'a policy that only reports': [policy(registry, {}, { failureAction: 'Audit' }), web('nginx:1.27.3')],
    'a namespace that is excepted': [policy(registry, { exclude: { any: [{ resources: { namespaces: ['sh*'] } }] } }), web('nginx:1.27.3')],
    'a namespace that is not meant': [
      policy(registry, { match: { any: [{ resources: { kinds: ['Pod'], namespaces: ['prod'] } }] } }),
      web('nginx:1.27.3'),
    ],
    'pods that are chosen by labels': [
      policy(registry, { match: { any: [{ resources: { kinds: ['Pod'], selector: { matchLabels: { tier: 'web' } } } }] } }),
      web('nginx:1.27.3'),
    ],
    'one of two patterns': [
      policy({}, {}, { pattern: undefined, anyPattern: [registry, { spec: { containers: [{ image: 'ghcr.io/acme/*' }] } }] }),
      web('ghcr.io/acme/web:v1'),
    ],
    'what may be left out': [
      policy({ spec: { '=(hostNetwork)': false, containers: [{ '=(securityContext)': { '=(privileged)': false } }] } }),
      web('nginx:1.27.3'),
    ],
    'a pattern with variables': [policy({ spec: { containers: [{ image: '{{ registry }}/*' }] } }), web('nginx:1.27.3')],
    'a condition that is not followed': [policy({ spec: { containers: [{ '(name)': 'x', image: 'y' }] } }), web('nginx:1.27.3')],
  },
  refuses: {
    'the registry by its port': {
      given: [policy(registry), web('harbor.acme.io:8443/shop/web:v1')],
      says: 'policy rules (rule "one") asks for harbor.acme.io/* at spec.containers[0].image, and there is harbor.acme.io:8443/shop/web:v1',
    },
    'a limit that is missing': {
      given: [policy(LIMITS), web('nginx:1.27.3', { resources: { limits: { memory: '64Mi' } } })],
      says: 'policy rules (rule "one") asks for ?* at spec.containers[0].resources.limits.cpu, and there is nothing',
    },
    'a label that is missing': {
      given: [policy({ metadata: { labels: { version: '?*' } } }), web('nginx:1.27.3')],
      says: 'policy rules (rule "one") asks for ?* at metadata.labels.version, and there is nothing',
    },
    'many workloads, which the policy is told at once': {
      given: [
        policy(registry),
        ...['a', 'b', 'c', 'd'].map((name) => deployment({ namespace: 'shop', name, container: { image: 'nginx:1.27.3' } })),
        deployment({ namespace: 'shop', name: 'e', container: { image: 'harbor.acme.io/shop/web:v1' } }),
      ],
      says: 'the rule "one" refuses Deployment a, Deployment b, Deployment c and 1 more: it asks for harbor.acme.io/* at spec.containers[0].image, and in the first there is nginx:1.27.3',
    },
    'a tag that is forbidden': {
      given: [policy({ spec: { containers: [{ image: '!*:latest' }] } }), web('nginx:latest')],
      says: 'policy rules (rule "one") asks for !*:latest at spec.containers[0].image, and there is nginx:latest',
    },
  },
});
