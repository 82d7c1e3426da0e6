import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsOf } from '../../cli/prove.ts';
import { check } from '../../lib/check/check.ts';
import { deliver } from '../../lib/deliver/deliver.ts';
import { contents, localTarget, temporaryFolder } from '../../lib/deliver/testing.ts';
import { loadClusters } from '../../lib/inventory/load.ts';
import type { KubeObject, Manifest } from '../../lib/manifest/manifest.ts';
import { synthesize } from '../../lib/synth/synthesize.ts';
import { writeDist } from '../../lib/synth/write-dist.ts';
import { installShop } from './charts/index.ts';
import { clusters, dev, INVENTORIES, ofKind, prod, rendered } from './rendered.ts';

test('one inventory file describes both stages, each with its own values', () => {
  const told = clusters.map(({ name, environment, images, domain }) => [name, environment, images['storefront']?.text, domain?.zone]);

  expect(told).toEqual([
    ['shop-dev', 'development', 'acme/storefront:v2.5.0', 'dev.example.org'],
    ['shop-prod', 'production', 'acme/storefront:v2.4.1', 'shop.example.org'],
  ]);
});

test('production has autoscalers and budgets that development does not have; all else is the same', () => {
  const files = rendered.map(({ cluster, manifests }) => manifests.map(({ file }) => file.slice(cluster.name.length + 1)));

  const [inDev = [], inProd = []] = files;
  expect(inDev).toEqual([
    'argocd/application.shop.yaml',
    'argocd/appproject.shop.yaml',
    'shop/configmap.postgresql-init.yaml',
    'shop/configmap.shop-config.yaml',
    ...['catalog', 'orders', 'redis', 'storefront'].map((name) => `shop/deployment.${name}.yaml`),
    ...['catalog', 'default', 'orders', 'postgresql-service', 'redis-service', 'storefront'].map(
      (name) => `shop/destinationrule.${name}.yaml`,
    ),
    'shop/gateway.shop-gateway.yaml',
    'shop/namespace.shop.yaml',
    ...['catalog-isolation', 'default-deny', 'orders-isolation', 'postgresql-isolation', 'redis-isolation', 'storefront-isolation'].map(
      (name) => `shop/networkpolicy.${name}.yaml`,
    ),
    'shop/peerauthentication.default.yaml',
    'shop/poddisruptionbudget.postgresql-pdb.yaml',
    ...['catalog', 'orders', 'postgresql-service', 'redis-service', 'storefront'].map((name) => `shop/service.${name}.yaml`),
    ...['catalog', 'orders', 'postgresql', 'redis', 'storefront'].map((name) => `shop/serviceaccount.${name}.yaml`),
    'shop/statefulset.postgresql.yaml',
    'shop/virtualservice.store.yaml',
  ]);
  const scaled = ['catalog', 'orders', 'storefront'];
  expect(inProd.filter((file) => !inDev.includes(file))).toEqual([
    ...scaled.map((name) => `shop/horizontalpodautoscaler.${name}-hpa.yaml`),
    ...scaled.map((name) => `shop/poddisruptionbudget.${name}-pdb.yaml`),
  ]);
  expect(inDev.filter((file) => !inProd.includes(file))).toEqual([]);
});

test('the number of pods has one owner: the autoscaler in production, the Deployment in development', () => {
  const replicas = (objects: readonly KubeObject[]): [string, unknown][] =>
    ofKind(objects, 'Deployment').map(({ metadata, spec }) => [metadata.name, spec.replicas]);

  expect(replicas(prod)).toEqual([
    ['catalog', undefined],
    ['orders', undefined],
    ['redis', 1],
    ['storefront', undefined],
  ]);
  expect(replicas(dev)).toEqual([
    ['catalog', 1],
    ['orders', 1],
    ['redis', 1],
    ['storefront', 1],
  ]);
  expect(ofKind(prod, 'HorizontalPodAutoscaler').map(({ spec }) => spec.scaleTargetRef)).toEqual(
    ['catalog', 'orders', 'storefront'].map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', name })),
  );
});

test('no rule finds anything', () => {
  const findings = check(
    rendered.flatMap(({ manifests }) => manifests),
    {
      provided: rendered.flatMap(({ cluster, provided }) => provided.map((object) => ({ object, cluster: cluster.name }))),
      facts: clusters.map(factsOf),
    },
  );

  expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
});

describe('delivery', () => {
  const folder = temporaryFolder();
  const filesOf = (manifests: readonly Manifest[]): ReadonlyMap<string, string> => new Map(manifests.map(({ file, text }) => [file, text]));
  const manifests = rendered.flatMap((each) => each.manifests);

  test('both stages go to one repository, and a second time there is nothing to do', async () => {
    const repository = join(folder, 'first.git');
    const target = localTarget(repository);

    const first = await deliver({ target, files: filesOf(manifests), version: '1' });
    const second = await deliver({ target, files: filesOf(manifests), version: '1' });

    expect(first.changes).toHaveLength(manifests.length);
    expect(second.commit).toBeUndefined();
    expect(contents(repository)).toMatchObject(Object.fromEntries(filesOf(manifests)));
  });

  test('a new tag in production is one line of one object there', async () => {
    const inventories = join(folder, 'clusters');
    const text = readFileSync(join(INVENTORIES, 'shop.yaml'), 'utf8');
    mkdirSync(inventories);
    writeFileSync(join(inventories, 'shop.yaml'), text.replace('acme/storefront:v2.4.1', 'acme/storefront:v2.4.2'));
    const target = localTarget(join(folder, 'second.git'));
    await deliver({ target, files: filesOf(manifests), version: '1' });

    const next = loadClusters(inventories).flatMap((cluster) => synthesize(cluster, installShop).manifests);
    const { changes } = await deliver({ target, files: filesOf(next), version: '1' });

    expect(changes.map(({ action, path, fields }) => ({ action, path, fields }))).toEqual([
      {
        action: 'change',
        path: 'shop-prod/shop/deployment.storefront.yaml',
        fields: [{ path: 'spec.template.spec.containers[storefront].image', old: 'acme/storefront:v2.4.1', new: 'acme/storefront:v2.4.2' }],
      },
    ]);
  });

  test('dist holds one folder a stage', () => {
    const dist = join(folder, 'dist');

    const { written } = writeDist(dist, manifests, { state: join(folder, 'state') });

    expect(written).toEqual(manifests.map(({ file }) => file));
    for (const { file, text } of manifests) expect(readFileSync(join(dist, file), 'utf8')).toBe(text);
  });
});
