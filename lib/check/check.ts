import { aimsOf, isAboutValues, wholeClusters, type Aims } from './aims.ts';
import { Everywhere } from './everywhere.ts';
import type { Facts } from './facts.ts';
import { batches, Judge, rulesByKind, type Said } from './judge.ts';
import type { Rule, Severity, WorldObject } from './rule.ts';
import { inGuide, isGuide } from './guides.ts';
import { masked } from './masked.ts';
import { isSample } from './reference.ts';
import { rules as allRules } from './rules/index.ts';
import { World } from './world.ts';
import { byCodeUnit } from '../values/order.ts';
import { addTo, groupedBy } from '../values/multimap.ts';

/** A mistake in one object, or something about it that is worth knowing. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly object: { readonly apiVersion: string; readonly kind: string; readonly namespace?: string | undefined; readonly name: string };
  readonly cluster?: string | undefined;
  readonly file?: string | undefined;
  readonly construct?: string | undefined;
  /** Folder of the kustomization that builds the object. */
  readonly overlay?: string | undefined;
  /** Line of the program that made the object: `charts/blog/web.ts:31`. */
  readonly source?: string | undefined;
  /** Line of the file, from 1, where it is known. */
  readonly line?: number | undefined;
  readonly path: string;
  readonly message: string;
  readonly why?: string | undefined;
  readonly fix: string;
}

export interface CheckOptions {
  /** Objects that third-party charts make: they join every look-up and are not judged. @default none */
  readonly provided?: readonly WorldObject[] | undefined;
  /** What is known of the clusters. @default nothing */
  readonly facts?: readonly Facts[] | undefined;
  /** Paths of all files of the tree that was read, with `/`; rules about files say nothing without it. @default unknown */
  readonly files?: ReadonlySet<string> | undefined;
  /** @default all rules */
  readonly rules?: readonly Rule[] | undefined;
  /** Clusters that are told apart for certain although nothing else is known of them. @default none */
  readonly apart?: ReadonlySet<string> | undefined;
  /** What the tree was before: rules about what may not change compare with it. @default unknown */
  readonly before?: readonly WorldObject[] | undefined;
  /** Date of the day, `2027-01-31`: exceptions with an end date are judged by it. @default no exception has ended */
  readonly today?: string | undefined;
}

/** Asks every rule about every object; each cluster is a world of its own. The findings come in a fixed order. */
export function check(
  objects: readonly WorldObject[],
  { provided = [], facts = [], files, rules = allRules, apart = new Set(), before, today }: CheckOptions = {},
): Finding[] {
  const asked = rulesByKind(rules);
  const given = inIdentityOrder(objects);
  const everywhere = new Everywhere([...given, ...provided], files, before, wholeClusters(facts).size > 0);
  const judge = new Judge(rules, today);
  const judged = byCluster(given);
  const known = byCluster(provided);
  const certain = new Set([...wholeClusters(facts), ...apart]);
  const aims = aimsOf(given, certain);
  const fromElsewhere = groupedBy([...aims.keys()], (each) => aims.get(each) ?? '');
  for (const cluster of new Set([...judged.keys(), ...fromElsewhere.keys()])) {
    const own = judged.get(cluster) ?? [];
    const charts = [...(known.get(cluster) ?? []), ...(cluster === undefined ? [] : (known.get(undefined) ?? []))];
    const about = Object.assign({}, ...facts.filter((each) => each.cluster === undefined || each.cluster === cluster)) as Facts;
    const aimed = cluster === undefined ? [] : (fromElsewhere.get(cluster) ?? []);
    const here = aims.size === 0 ? own : [...own.filter((each) => !aims.has(each)), ...aimed];
    const name = cluster !== undefined && certain.has(cluster) ? cluster : undefined;
    const worldOf = (objects: readonly WorldObject[]): World =>
      new World([...objects, ...charts], new Set(charts), about, everywhere, name);
    everywhere.worlds.set(cluster, worldOf(here));
    if (own.some((each) => aims.has(each))) everywhere.managing.set(cluster, worldOf(own));
  }
  for (const [cluster, own] of judged) {
    const world = everywhere.worlds.get(cluster);
    if (world === undefined) continue;
    const worlds = everywhere.managing.has(cluster) ? worldsOf(world, everywhere, aims) : () => world;
    for (const [batch, rules] of batches(own, asked)) judge.judge(batch, worlds, rules);
  }
  // Lines are looked for in the order of the files: each is read once.
  return withoutEchoes(judge.said.sort(inOrder).map(finding));
}

/**
 * Where a cluster manages others, its Applications are judged among each other, and what they give to charts on the cluster that the
 * charts are for.
 */
function worldsOf(world: World, { managing, worlds }: Everywhere, aims: Aims): (rule: Rule, manifest: WorldObject) => World {
  return (rule, manifest) => {
    if (!manifest.object.apiVersion.startsWith('argoproj.io/')) return world;
    if (isAboutValues(rule)) return worlds.get(aims.get(manifest) ?? manifest.cluster) ?? world;
    return managing.get(manifest.cluster) ?? world;
  };
}

/** The values of a chart's part are judged within those of the whole, and once more by themselves: what both say is said once. */
function withoutEchoes(findings: Finding[]): Finding[] {
  const said = new Set<string>();
  return findings.filter(({ rule, object, cluster, file, line, message }) => {
    if (object.kind !== 'HelmValues' || line === undefined) return true;
    // What several stages share is said of each of them, and told once where their findings are merged.
    const key = `${rule} ${cluster ?? ''} ${file ?? ''} ${line} ${message}`;
    return said.size !== said.add(key).size;
  });
}

/** A rule that speaks of the first of several objects speaks of the same one, in whatever files they stand. */
function inIdentityOrder(objects: readonly WorldObject[]): readonly WorldObject[] {
  return [...objects].sort(
    ({ object: a, file: inA }, { object: b, file: inB }) =>
      byCodeUnit(a.kind, b.kind) ||
      byCodeUnit(a.metadata.namespace, b.metadata.namespace) ||
      byCodeUnit(a.metadata.name, b.metadata.name) ||
      byCodeUnit(a.apiVersion, b.apiVersion) ||
      byCodeUnit(inA, inB),
  );
}

function byCluster(objects: readonly WorldObject[]): ReadonlyMap<string | undefined, WorldObject[]> {
  const clusters = new Map<string | undefined, WorldObject[]>();
  for (const each of objects) {
    addTo(clusters, each.cluster, each);
  }
  return clusters;
}

function finding({ manifest, rule, severity: said, path, message, why, fix }: Said): Finding {
  // What is there to look at or to test with need not be sound.
  const severity = isSample(manifest.file) ? 'info' : isGuide(manifest.file) ? inGuide(rule, said, fix) : said;
  const { object, cluster, file, construct, overlay, lineOf } = manifest;
  const { namespace, name } = object.metadata;
  const line = lineOf?.(path);
  return {
    rule,
    severity,
    object: { apiVersion: object.apiVersion, kind: object.kind, ...(namespace === undefined ? {} : { namespace }), name },
    ...(cluster === undefined ? {} : { cluster }),
    ...(file === undefined ? {} : { file }),
    ...(construct === undefined ? {} : { construct }),
    ...(overlay === undefined ? {} : { overlay }),
    ...(line === undefined ? {} : { line }),
    path,
    // No rule is trusted to leave a password out of a URL that it repeats.
    message: masked(message),
    ...(why === undefined ? {} : { why: masked(why) }),
    fix: masked(fix),
  };
}

function inOrder(a: Said, b: Said): number {
  const [one, other] = [a.manifest, b.manifest];
  return (
    byCodeUnit(one.cluster, other.cluster) ||
    byCodeUnit(one.file, other.file) ||
    byCodeUnit(one.object.metadata.namespace, other.object.metadata.namespace) ||
    byCodeUnit(one.object.kind, other.object.kind) ||
    byCodeUnit(one.object.metadata.name, other.object.metadata.name) ||
    byCodeUnit(a.rule, b.rule) ||
    byCodeUnit(a.path, b.path) ||
    byCodeUnit(a.message, b.message)
  );
}
