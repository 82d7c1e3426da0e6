import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../lib/check/check.ts';
import { loadClusters } from '../lib/inventory/load.ts';
import { parseInventory } from '../lib/inventory/parse.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import type { KubeObject, Manifest } from '../lib/manifest/manifest.ts';
import { installerOf } from '../charts/index.ts';
import { synthesize } from '../lib/synth/synthesize.ts';
import { factsOf, problemOf, prove } from './prove.ts';

const file = path.join(__dirname, '../clusters/homelab.yaml');

function homelab(): Cluster {
  const [cluster] = parseInventory('clusters/homelab.yaml', readFileSync(file));
  if (cluster === undefined) throw new Error('clusters/homelab.yaml is gone');
  return cluster;
}

function manifestOf(object: KubeObject): Manifest {
  const name = `homelab/shop/${object.kind.toLowerCase()}.${object.metadata.name}.yaml`;
  return { cluster: 'homelab', app: 'shop', object, construct: `homelab/shop/${object.metadata.name}`, file: name, text: '' };
}

const service = manifestOf({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'till', namespace: 'shop' },
  spec: { selector: { app: 'till' }, ports: [{ port: 80 }] },
});

const namespace = manifestOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'till', namespace: 'shop', labels: { app: 'till' } },
  spec: { containers: [{ name: 'till', image: 'example.org/till:1.0.0', ports: [{ containerPort: 80 }] }] },
};

test('a finding that is an error stops everything, with file, place, rule and remedy', () => {
  const cluster = homelab();

  const judge = (): unknown => prove([{ cluster, manifests: [namespace, service], provided: [] }]);

  expect(judge).toThrow(/^homelab\/shop\/service\.till\.yaml spec\.selector: .* \[service-selects-pods\]/);
});

test('with a reason to go on, errors are counted and shown instead', () => {
  const seen: number[] = [];

  const findings = prove([{ cluster: homelab(), manifests: [namespace, service], provided: [] }], (amount) => seen.push(amount));

  const errors = findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  expect([seen, errors]).toEqual([[errors.length], expect.arrayContaining(['service-selects-pods'])]);
});

test('a finding names the line of the program that made its object', () => {
  const cluster = homelab();
  const rendered = { cluster, ...synthesize(cluster, installerOf(cluster)) };
  const manifests = rendered.manifests.filter(({ file: made }) => made !== 'homelab/blog-system/configmap.web-nginx-config.yaml');

  const judge = (): unknown => prove([{ ...rendered, manifests }]);

  expect(judge).toThrow(/^homelab\/blog-system\/rollout\.web\.yaml spec\.\S+ \(charts\/blog\/web\.ts:\d+\): .*web-nginx-config/m);
});

test('what charts provide is known to the proof, but not judged', () => {
  const cluster = homelab();

  const findings = prove([{ cluster, manifests: [namespace, service], provided: [pod] }]);

  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('nothing of our own clusters earns a warning, with their inventories and what their charts make', () => {
  const rendered = loadClusters(path.dirname(file)).map((cluster) => ({ cluster, ...synthesize(cluster, installerOf(cluster)) }));

  const findings = prove(rendered).filter(({ severity }) => severity !== 'info');

  expect(rendered.map(({ cluster }) => cluster.name).sort()).toEqual(['app1', 'app2', 'homelab', 'local', 'mgmt', 'solid-cloud']);
  expect(findings.map(({ rule, file: at, message }) => `${rule}: ${at ?? ''}: ${message}`)).toEqual([]);
});

test('the facts of a cluster are its nodes, secrets and registries; nothing but manifests and charts is installed', () => {
  const facts = factsOf(homelab());

  expect([facts.cluster, facts.whole, facts.nodes?.length, facts.secrets?.some(({ name }) => name === 'mysql-secret')]).toEqual([
    'homelab',
    true,
    3,
    true,
  ]);
});

test('a finding reads like every other mistake, its consequence included', () => {
  const finding: Finding = {
    rule: 'probe-port',
    severity: 'error',
    object: { apiVersion: 'v1', kind: 'Pod', name: 'till' },
    file: 'homelab/shop/pod.till.yaml',
    path: 'spec.containers[0]',
    message: 'the probe asks port "htpp"',
    why: 'The pod never becomes ready.',
    fix: 'Write "http".',
  };

  const problem = problemOf(finding);

  expect(problem).toEqual({
    where: 'homelab/shop/pod.till.yaml spec.containers[0]',
    what: 'the probe asks port "htpp" [probe-port]. The pod never becomes ready',
    fix: 'Write "http".',
  });
});
