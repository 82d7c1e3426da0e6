import { joinedValues } from '../../charts/joined.ts';
import { ownValuesBelow } from '../../charts/own-values.ts';
import type { Given } from '../../charts/setting.ts';
import { settingsOf } from '../../charts/settings.ts';
import { documentKind } from '../../document.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { releasesBy, releasesOf } from '../../hosts/releases.ts';
import { merged } from '../../merged.ts';
import { at, fields, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { nodesOf } from '../../scheduling/tree-nodes.ts';
import { lineOfSet } from '../../texts/helm-calls.ts';
import { kubeadmCalls } from '../../texts/kubeadm.ts';
import type { World } from '../../world.ts';

const SCRIPT = documentKind('Script');
const KUSTOMIZATION = 'kustomize.config.k8s.io/v1beta1/Kustomization';
/** Objects that install charts without being asked for their values. */
const OTHERS: ReadonlySet<string> = new Set(['Script', 'TextFile', 'Kustomization', 'HelmChart']);

export const helmValuesWork = defineRule({
  id: 'helm-values-work',
  severity: 'error',
  kinds: [...HELM_KINDS, SCRIPT, documentKind('TextFile'), KUSTOMIZATION, 'helm.cattle.io/v1/HelmChart'],
  asks: 'Values of a chart fit together: what one switches on has what it needs.',
  source: 'https://github.com/grafana/loki/blob/main/production/helm/loki/templates/validate.yaml; https://velero.io/docs/main/',
  *check(manifest, world) {
    if (OTHERS.has(manifest.object.kind)) {
      yield* ofOthers(manifest, world);
      return;
    }
    const own = joinedValues(world).get(manifest) ?? [];
    // Values of a chart whose keys nobody knows have a place, too.
    const handed = own.length > 0 ? own : helmValuesOf(manifest);
    const releases = releasesBy(world, manifest);
    // Without any values the defaults speak.
    const bare = releases.map(({ chart, version }) => ({ chart, version, values: {}, path: 'spec' }));
    const isDocument = manifest.object.kind === 'HelmValues';
    for (const { chart, version, values: written, path: base } of (own.length > 0 || isDocument ? own : bare).slice(0, 1)) {
      const release = releases.find((each) => each.chart === chart);
      // A file that is laid under an Application's values is judged with them; where some were not read, nothing is said.
      if (release?.open === true || (release === undefined && isLaidUnder(manifest, world))) continue;
      const below = release === undefined ? ownValuesBelow(manifest, world) : undefined;
      const values = release?.values ?? merged(below, written);
      const given: Given = { chart, values, release, ...numbersOf(release?.version ?? version), ...about(world) };
      // What is wrong in the values.yaml of the chart is told there.
      const before = below === undefined ? [] : [...settingsOf({ ...given, values: below })].map(({ message }) => message);
      for (const { path, ...wrong } of settingsOf(given)) {
        if (before.includes(wrong.message)) continue;
        const place = handed.find((each) => path !== '' && at(each.values, path) !== undefined)?.path ?? base;
        yield {
          ...wrong,
          path: path === '' || at(handed.find((each) => each.path === place)?.values, path) === undefined ? place : `${place}.${path}`,
        };
      }
    }
  },
});

function numbersOf(version: string | undefined): Pick<Given, 'major' | 'minor'> {
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
  const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
  return { major: number(major), minor: number(minor) };
}

/** Releases that a script makes with --set, Terraform, a kustomization, or the controller of k3s. */
function* ofOthers(manifest: WorldObject, world: World): Iterable<Issue> {
  for (const release of releasesBy(world, manifest)) {
    const { chart, name, version, values, open } = release;
    if (open === true || Object.keys(fields(values)).length === 0) continue;
    for (const wrong of settingsOf({ chart, values, release, ...numbersOf(version), ...about(world) }))
      yield { ...wrong, path: placeOf(manifest, name, wrong.path), message: `release ${name}: ${wrong.message}` };
  }
}

/** Where an object that installs a release says so. */
function placeOf(manifest: WorldObject, name: string, path: string): string {
  const { object } = manifest;
  if (object.kind === 'HelmChart') return 'spec.valuesContent';
  if (object.kind === 'Script') return lineOfSet(manifest, name, path);
  if (object.kind === 'Kustomization') {
    const index = itemsAt(object, 'helmCharts').findIndex((each) => (textAt(each, 'releaseName') ?? textAt(each, 'name')) === name);
    return `helmCharts[${Math.max(index, 0)}]`;
  }
  const lines = (textAt(object, 'text') ?? '').split('\n');
  return `line ${
    Math.max(
      lines.findIndex((line) => line.includes(`"${name}"`)),
      0,
    ) + 1
  }`;
}

/** Another object hands this file to its chart. */
function isLaidUnder({ object }: WorldObject, world: World): boolean {
  const known = world.once('names of releases', () => new Set(releasesOf(world).map(({ namespace, name }) => `${namespace}/${name}`)));
  return known.has(`${object.metadata.namespace ?? ''}/${textAt(object, 'release') ?? ''}`);
}

function about(world: World): Pick<Given, 'uses' | 'defines' | 'has' | 'objects' | 'schedulable' | 'kubeadm' | 'installs'> {
  return {
    kubeadm: kubeadmCalls(world).length > 0,
    installs: (chart) => world.once('charts installed', () => new Set(releasesOf(world).map((each) => each.chart))).has(chart),
    schedulable: nodesOf(world)?.filter(({ schedulable }) => schedulable).length,
    has: (kind) => world.ofKind(kind).length > 0,
    objects: (kind) => world.ofKind(kind).map(({ object }) => object),
    uses: (group) => groups(world).has(group),
    defines: (group) =>
      world
        .once(
          'groups of definitions',
          () => new Set(world.ofKind('apiextensions.k8s.io/v1/CustomResourceDefinition').map(({ object }) => at(object, 'spec.group'))),
        )
        .has(group) || textsName(world, group),
  };
}

function groups(world: World): ReadonlySet<string> {
  return world.once('groups in use', () => new Set(world.objects.map(({ object }) => object.apiVersion.split('/')[0] ?? '')));
}

/** A script, kustomization or Application of its own that brings upstream's definitions. */
function textsName(world: World, group: string): boolean {
  const owner = group.replace(/\.io$/, '');
  const names = (text: string): boolean => text.includes(owner) && /crd/i.test(text);
  return world.once(`definitions of ${group} elsewhere`, () => {
    const kinds = [documentKind('Script'), documentKind('TextFile'), 'kustomize.config.k8s.io/v1beta1/Kustomization'];
    const texts = kinds.flatMap((kind) => world.ofKind(kind)).map(({ object }) => JSON.stringify(object));
    const applications = world.everywhere
      .installers()
      .map(({ manifest, sources }) => `${manifest.object.metadata.name} ${JSON.stringify(sources)}`);
    return [...texts, ...applications].some(names);
  });
}
