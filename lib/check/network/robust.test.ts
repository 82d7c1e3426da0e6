import fc from 'fast-check';
import type { KubeObject } from '../../manifest/manifest.ts';
import { check } from '../check.ts';
import { networkRules } from '../rules/network/index.ts';
import { deployment, kube, meshed, service } from '../testing.ts';

const namespace = 'shop';
const tree = [
  meshed(namespace),
  deployment({ namespace, container: { env: [{ name: 'URL', value: 'http://web:80' }] } }),
  service({ namespace, selector: { app: 'web' } }),
];
const KINDS = [
  'cilium.io/v2/CiliumNetworkPolicy',
  'cilium.io/v2/CiliumClusterwideNetworkPolicy',
  'networking.k8s.io/v1/NetworkPolicy',
  'security.istio.io/v1/AuthorizationPolicy',
  'networking.istio.io/v1/Gateway',
  'telemetry.istio.io/v1/Telemetry',
];
const words =
  'endpointSelector podSelector matchLabels matchExpressions key operator values ingress egress ingressDeny fromEndpoints toEndpoints toCIDR toCIDRSet cidr except toFQDNs matchPattern toServices toPorts ports port endPort protocol rules http dns from to source principals operation paths selector servers tracing providers name namespaceSelector ipBlock'.split(
    ' ',
  );
const { spec } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('web', '10.0.0.0/8', '80', 'In', 'Exists', '*', '{}'),
  ),
  list: fc.array(tie('spec'), { maxLength: 3 }),
  map: fc.dictionary(fc.constantFrom(...words), tie('spec'), { maxKeys: 5 }),
  spec: fc.oneof({ maxDepth: 6 }, tie('leaf'), tie('list'), tie('map'), tie('map')),
}));

test('no policy, whatever its fields are, makes a rule fall over', () => {
  const object = fc
    .tuple(fc.constantFrom(...KINDS), spec)
    .map(([kind, value]): KubeObject => kube(kind, { name: 'any', namespace }, { spec: value }));

  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), (policies) => {
      const findings = check(
        [...tree, ...policies].map((each) => ({ object: each })),
        { rules: networkRules, facts: [{ whole: true }] },
      );

      expect(Array.isArray(findings)).toBe(true);
    }),
    { seed: 7, numRuns: 400 },
  );
});
