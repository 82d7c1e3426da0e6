import { check } from './check.ts';
import type { WorldObject } from './rule.ts';
import { inFile, kube } from './testing.ts';

const route = (file: string, name: string) =>
  inFile(
    file,
    kube(
      'networking.istio.io/v1/VirtualService',
      { name },
      { spec: { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' } }] }] } },
    ),
  );
const pages = (folder: string) => [
  inFile('01-start/web.yaml', kube('v1/Service', { name: 'web' }, { spec: { ports: [{ name: 'http', port: 80 }] } })),
  route(`${folder}/retry.yaml`, 'retry'),
  route(`${folder}/timeout.yaml`, 'timeout'),
  inFile(
    '03-security/deny.yaml',
    kube('security.istio.io/v1/PeerAuthentication', { name: 'default' }, { spec: { mtls: { mode: 'STRICT' } } }),
  ),
];
const application = inFile(
  'app.yaml',
  kube(
    'argoproj.io/v1alpha1/Application',
    { namespace: 'argocd' },
    { spec: { source: { repoURL: 'https://git.example.com/shop', path: '02-resilience' }, destination: { namespace: 'shop' } } },
  ),
);
const severities = (objects: readonly WorldObject[]) =>
  check(objects, { files: new Set(objects.flatMap(({ file }) => file ?? [])) })
    .filter(({ rule }) => rule === 'host-routed-once')
    .map(({ severity }) => severity);

test('what a course lays on the cluster one after the other is a remark', () => {
  expect(severities(pages('02-resilience'))).toEqual(['info', 'info']);
});

test('the same beside the numbered folders, or in a tree that is applied, is what it is', () => {
  expect(severities(pages('routes'))).toEqual(['error', 'error']);
  expect(severities([...pages('02-resilience'), application])).toEqual(['error', 'error']);
});
