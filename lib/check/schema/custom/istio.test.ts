import { kube } from '../../testing.ts';
import type { Problem } from '../problem.ts';
import { istioChecks } from './istio.ts';

function said(kind: string, spec: Readonly<Record<string, unknown>>): readonly string[] {
  const problems: Problem[] = [];
  istioChecks[kind]?.(kube(kind.replace('/', '/v1/'), {}, { spec }), '', (each) => problems.push(each));
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

const to = (host: string, weight?: number) => ({ destination: { host }, ...(weight !== undefined && { weight }) });

test.each<[string, string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['a route', 'networking.istio.io/VirtualService', { hosts: ['a'], http: [{ route: [to('a')] }] }, []],
  ['a delegate without hosts', 'networking.istio.io/VirtualService', { http: [{ delegate: { name: 'b' } }] }, []],
  ['no route at all', 'networking.istio.io/VirtualService', { hosts: ['a'] }, ['spec.http: there is no http, tcp or tls route']],
  [
    'a redirect beside a route',
    'networking.istio.io/VirtualService',
    { hosts: ['a'], http: [{ redirect: { uri: '/' }, route: [to('a')] }] },
    ['spec.http[0]: the route has route and redirect, which exclude each other'],
  ],
  [
    'weights of nothing',
    'networking.istio.io/VirtualService',
    { hosts: ['a'], http: [{ route: [to('a', 0), to('b', 0)] }] },
    ['spec.http[0].route: the 2 destinations have a total weight of 0'],
  ],
  [
    'one weight left out',
    'networking.istio.io/VirtualService',
    { hosts: ['a'], http: [{ route: [to('a', 90), to('b')] }] },
    ['spec.http[0].route[1]: this destination has no weight, the others have'],
  ],
  ['TLS by name', 'networking.istio.io/VirtualService', { hosts: ['a'], tls: [{ match: [{ sniHosts: ['a'] }], route: [to('a')] }] }, []],
  [
    'TLS without match',
    'networking.istio.io/VirtualService',
    { hosts: ['a'], tls: [{ route: [to('a')] }] },
    ['spec.tls[0].match: a tls route needs a match'],
  ],
  [
    'a provider of a custom policy',
    'security.istio.io/AuthorizationPolicy',
    { action: 'CUSTOM', provider: { name: 'opa' }, rules: [{}] },
    [],
  ],
  ['allowing nothing, as everybody writes it', 'security.istio.io/AuthorizationPolicy', {}, []],
  [
    'a provider without use',
    'security.istio.io/AuthorizationPolicy',
    { provider: { name: 'opa' }, rules: [{}] },
    ['spec.provider: a provider goes with the action CUSTOM, here it is ALLOW'],
  ],
  [
    'a denial of nothing',
    'security.istio.io/AuthorizationPolicy',
    { action: 'DENY' },
    ['spec.rules: a policy of action DENY without rules matches nothing'],
  ],
  [
    'an empty source',
    'security.istio.io/AuthorizationPolicy',
    { rules: [{ from: [{ source: {} }] }] },
    ['spec.rules[0].from[0].source: the source is empty'],
  ],
  [
    'a key set without issuer',
    'security.istio.io/RequestAuthentication',
    { jwtRules: [{ jwksUri: 'https://a' }] },
    ['spec.jwtRules[0].issuer: the rule names no issuer'],
  ],
  [
    'every host',
    'networking.istio.io/ServiceEntry',
    { hosts: ['*'] },
    ['spec.hosts[0]: the host "*" stands for everything, and an entry needs names'],
  ],
])('%s', (_, kind, spec, expected) => {
  expect(said(kind, spec)).toEqual(expected);
});
