import { refusal } from '../lib/constructs/testing.ts';
import { ImageRef } from '../lib/values/image-ref.ts';
import { imageOf, lineOf, loadBalancerOf, recoveryPointOf, zoneOf } from './facts.ts';
import { installerOf } from './index.ts';
import { changedFiles, homelab, made } from './testing.ts';

const { loadBalancer: _, ...withoutPool } = homelab().networks;

test('an image of a private registry brings its pull secret, another does not', () => {
  expect([imageOf(homelab(), 'web'), imageOf(homelab(), 'mysql')]).toEqual([
    { ref: ImageRef.parse('ghcr.io/wlals2/blog-web:v84'), pullSecret: 'ghcr-secret' },
    { ref: ImageRef.parse('mysql:8.0'), pullSecret: undefined },
  ]);
});

test.each([
  [
    'a component without a line',
    () => lineOf(homelab(), 'longhorne'),
    'clusters/homelab.yaml components: there is no line for longhorne, which this system installs. Did you mean "longhorn"?',
  ],
  [
    'a gateway without addresses',
    () => loadBalancerOf({ ...homelab(), networks: withoutPool }),
    'clusters/homelab.yaml networks.loadBalancer: it is missing, and this system has an ingress gateway. Give it a pool and the address of the ingress gateway.',
  ],
  [
    'hosts without a zone',
    () => zoneOf({ ...homelab(), domain: undefined }),
    'clusters/homelab.yaml domain: it is missing, and this system serves host names. Give it a zone and hosts.',
  ],
  [
    'a backup without a goal',
    () => recoveryPointOf(homelab(), 'database-restor'),
    'clusters/homelab.yaml recovery: there is no goal "database-restor", which a backup schedule must meet. Did you mean "database-restore"?',
  ],
  [
    'a system that nobody wrote',
    () => installerOf(homelab({ 'system: blog': 'system: blogg' })),
    'clusters/homelab.yaml system: "blogg" is no system that charts/index.ts knows. Did you mean "blog"?',
  ],
  [
    'a recovery goal that the schedule misses',
    () => made(homelab({ 'rpo: 24h': 'rpo: 12h' })),
    'homelab/blog-system/Mysql/Backup: the schedule "0 3 * * *" leaves up to 24h between two dumps, the recovery goal allows a loss of 12h. Run more often, or change the goal in the inventory.',
  ],
  [
    'a chart of another line',
    () => made(homelab({ "istio: '1.24'": "istio: '1.25'" })),
    'homelab/argocd/IstioBase: chart base 1.24.6 installs 1.24.6, the inventory asks for the line 1.25. Pin a chart of that line in imports/sources.yaml, or change the line.',
  ],
])('refuses %s', (_title, of, message) => {
  expect(refusal(of)).toBe(message);
});

test('one image tag of the inventory is one object, one line', () => {
  const before = made();
  const after = made(homelab({ 'ghcr.io/wlals2/blog-web:v84': 'ghcr.io/wlals2/blog-web:v85' }));

  const [file = ''] = changedFiles(before, after);
  const lines = (of: typeof before) => of.manifests.find((manifest) => manifest.file === file)?.text.split('\n') ?? [];
  const old = lines(before);

  expect(changedFiles(before, after)).toEqual(['homelab/blog-system/rollout.web.yaml']);
  expect(lines(after).filter((line, index) => line !== old[index])).toEqual(['          image: ghcr.io/wlals2/blog-web:v85']);
});
