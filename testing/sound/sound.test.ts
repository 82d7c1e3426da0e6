import { readdirSync } from 'node:fs';
import path from 'node:path';
import { check } from '../../lib/check/check.ts';
import { readTree } from '../../lib/check/tree/read-tree.ts';
import { worldsOf } from '../../lib/check/tree/worlds.ts';

/** Repositories as strangers have them: different tools, layouts and habits, and nothing wrong. */
const trees = readdirSync(__dirname, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => name);

test.each(trees)('nothing is said against %s', (name) => {
  const { objects, files, notes } = readTree([path.join(__dirname, name)]);

  const worlds = worldsOf(objects);
  const findings = worlds.merged(check(worlds.objects, { files, apart: worlds.apart }));

  const loud = findings.filter(({ severity }) => severity !== 'info');
  expect(loud.map(({ rule, file, path: place, message }) => `${rule}: ${file ?? ''} ${place}: ${message}`)).toEqual([]);
  expect([objects.length > 10, notes]).toEqual([true, []]);
});

test('there are trees of every kind', () => {
  expect(trees).toEqual([
    'alb-templates',
    'appset-fleet',
    'argocd-homelab',
    'clusters-apart',
    'flux-fleet',
    'flux-observability',
    'gateway-lab',
    'istio-library',
    'k3s-homelab',
    'kubebuilder-operator',
    'kustomize-charts',
    'kustomize-shop',
    'mesh-lessons',
    'monitoring-rules',
    'nas-backups',
    'openbao-flux',
    'operators-shop',
    'plain-blog',
    'readme-installed',
    'repositories-beside',
    'retrying-argocd',
    'rollouts-mesh',
    'talos-flux',
  ]);
});
