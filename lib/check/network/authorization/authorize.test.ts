import { kube } from '../../testing.ts';
import { authorize } from './authorize.ts';
import type { MeshRequest } from './request.ts';
import { pathMeets, wordFits } from './word.ts';

const policy = (spec: object) => ({ object: kube('security.istio.io/v1/AuthorizationPolicy', { namespace: 'foo' }, { spec }) });
const source = (each: object) => ({ rules: [{ from: [{ source: each }] }] });
const operation = (each: object) => ({ rules: [{ to: [{ operation: each }] }] });
const sleep: MeshRequest = { namespace: 'bar', serviceAccount: 'sleep', mtls: true, port: 80, path: '/info', http: true };

/** From the concepts and the reference of Istio's documentation. */
test.each([
  ['no policy', [], sleep, true],
  ['an empty specification', [policy({})], sleep, false],
  ['one rule without conditions', [policy({ rules: [{}] })], sleep, true],
  ['DENY without rules', [policy({ action: 'DENY' })], sleep, true],
  ['DENY of everything', [policy({ action: 'DENY', rules: [{}] })], sleep, false],
  ['DENY before ALLOW', [policy({ rules: [{}] }), policy({ action: 'DENY', ...source({ namespaces: ['bar'] }) })], sleep, false],
  ['AUDIT, which only notes', [policy({ action: 'AUDIT', rules: [{}] })], sleep, true],
  ['the principal', [policy(source({ principals: ['cluster.local/ns/bar/sa/sleep'] }))], sleep, true],
  ['the principal without mTLS', [policy(source({ principals: ['cluster.local/ns/bar/sa/sleep'] }))], { ...sleep, mtls: false }, false],
  ['any principal without mTLS', [policy(source({ principals: ['*'] }))], { ...sleep, mtls: false }, false],
  ['a beginning', [policy(source({ principals: ['cluster.local/ns/bar/*'] }))], sleep, true],
  ['an end', [policy(source({ principals: ['*/sa/sleep'] }))], sleep, true],
  ['another namespace', [policy(source({ namespaces: ['foo'] }))], sleep, false],
  ['not this namespace', [policy(source({ notNamespaces: ['bar'] }))], sleep, false],
  ['DENY for all but mTLS', [policy({ action: 'DENY', ...source({ notPrincipals: ['*'] }) })], { ...sleep, mtls: false }, false],
  ['DENY for all but mTLS, with it', [policy({ action: 'DENY', ...source({ notPrincipals: ['*'] }) })], sleep, true],
  ['a ServiceAccount', [policy(source({ serviceAccounts: ['bar/sleep'] }))], sleep, true],
  ['sources that both hold', [policy(source({ namespaces: ['bar'], principals: ['*/sa/other'] }))], sleep, false],
  [
    'a second source',
    [policy({ rules: [{ from: [{ source: { namespaces: ['foo'] } }, { source: { namespaces: ['bar'] } }] }] })],
    sleep,
    true,
  ],
  ['the path', [policy(operation({ paths: ['/info*'] }))], sleep, true],
  ['another path', [policy(operation({ paths: ['/data'] }))], sleep, false],
  ['a port', [policy(operation({ ports: ['80'] }))], sleep, true],
  ['not this port', [policy(operation({ notPorts: ['80'] }))], sleep, false],
  ['methods on TCP, ALLOW', [policy(operation({ methods: ['GET'] }))], { ...sleep, http: false }, false],
  [
    'methods and ports on TCP, DENY',
    [policy({ action: 'DENY', ...operation({ methods: ['GET'], ports: ['80'] }) })],
    { ...sleep, http: false },
    false,
  ],
  [
    'a client that is not known',
    [policy(source({ principals: ['cluster.local/ns/bar/sa/sleep'] }))],
    { ...sleep, namespace: undefined, mtls: undefined },
    true,
  ],
])('%s', (_, policies, request, passes) => {
  expect(authorize(request, policies).passes).toBe(passes);
});

test('words and paths fit as Istio compares them', () => {
  const words = [
    ['*', ''],
    ['*', 'a'],
    ['/a', '/a/b'],
    ['/a*', '/a/b'],
    ['*/b', '/a/b'],
  ] as const;
  const paths = [
    ['/api/*', '/auth'],
    ['/api/*', '/api'],
    ['/api/v1/*', '/api'],
    ['/api', '/api/'],
    ['/{*}/x', '/a'],
    ['*.html', '/a'],
  ] as const;

  expect([words.map(([pattern, word]) => wordFits(pattern, word)), paths.map(([pattern, prefix]) => pathMeets(pattern, prefix))]).toEqual([
    [false, true, false, true, true],
    [false, true, true, false, true, true],
  ]);
});
