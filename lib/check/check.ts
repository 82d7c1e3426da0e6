import { aimsOf, isAboutValues, wholeClusters, type Aims } from './aims.ts';
import { Everywhere } from './everywhere.ts';
import { exceptionsOf, judgeExceptions, RULE_FAILED, type Exception } from './exceptions.ts';
import type { Facts } from './facts.ts';
import { kindKey, kindOf, type Rule, type Severity, type WorldObject } from './rule.ts';
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
  return findings.filter(({ rule, object, file, line, message }) => {
    if (object.kind !== 'HelmValues' || line === undefined) return true;
    const key = `${rule} ${file ?? ''} ${line} ${message}`;
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

/** The rules of each kind, for each list of rules that was asked: tests and servers ask the same one again and again. */
const rulesOfKinds = new WeakMap<readonly Rule[], Map<string, readonly Rule[]>>();

function rulesByKind(rules: readonly Rule[]): (manifest: WorldObject) => readonly Rule[] {
  const byKind = rulesOfKinds.get(rules) ?? new Map<string, readonly Rule[]>();
  rulesOfKinds.set(rules, byKind);
  return ({ object }) => {
    const kind = kindOf(object);
    let found = byKind.get(kind);
    if (found === undefined) {
      found = rules.filter(({ kinds }) => kinds === 'all' || kinds.some((each) => kindKey(each) === kind));
      byKind.set(kind, found);
    }
    return found;
  };
}

/**
 * Objects that are asked about together, rule by rule. A rule that is asked of several objects in a row finds its code in the
 * processor's cache; of more than these the cache does not hold what they say.
 */
const BATCH = 64;

/** Objects in their order, in groups of one kind. */
function* batches(
  objects: readonly WorldObject[],
  asked: (manifest: WorldObject) => readonly Rule[],
): Generator<readonly [batch: readonly WorldObject[], rules: readonly Rule[]]> {
  let batch: WorldObject[] = [];
  let common: readonly Rule[] = [];
  for (const each of objects) {
    const rules = asked(each);
    if (batch.length === BATCH || (rules !== common && batch.length > 0)) {
      yield [batch, common];
      batch = [];
    }
    common = rules;
    batch.push(each);
  }
  if (batch.length > 0) yield [batch, common];
}

/** After so many failures a rule is not asked again: what it cannot read it may meet in every object. */
const MOST_FAILURES = 3;

/** Asks rules about objects, one by one, and gathers what they say. */
class Judge {
  readonly said: Said[] = [];
  private readonly known: readonly Rule[];
  private readonly failures = new Map<Rule, number>();

  constructor(
    private readonly rules: readonly Rule[],
    private readonly today: string | undefined,
  ) {
    this.known = rules === allRules ? rules : [...allRules, ...rules];
  }

  judge(batch: readonly WorldObject[], worldOf: (rule: Rule, manifest: WorldObject) => World, asked: readonly Rule[]): void {
    const first = this.said.length;
    for (const rule of asked) for (const manifest of batch) this.ask(rule, manifest, worldOf(rule, manifest));

    for (const manifest of batch) {
      const exceptions = exceptionsOf(manifest);
      if (exceptions.length > 0) this.excuse(manifest, exceptions, first);
    }
  }

  /** Takes back what exceptions excuse among the findings from a place on, and says what is wrong with the exceptions. */
  private excuse(manifest: WorldObject, exceptions: readonly Exception[], first: number): void {
    const { said } = this;
    const recent = said.splice(first);
    const own = recent.filter((each) => each.manifest === manifest);
    for (const each of recent) if (each.manifest !== manifest) said.push(each);
    const found = new Set(own.map(({ rule }) => rule));
    const excused = new Set(exceptions.filter(({ reason }) => reason !== '').map(({ rule }) => rule));
    for (const each of own) if (!excused.has(each.rule)) said.push(each);
    for (const problem of judgeExceptions(exceptions, found, this.rules, this.known, this.today))
      said.push({ manifest, severity: 'warning', ...problem });
  }

  /** A rule that falls over on a strange object costs that one answer, not the whole check. */
  private ask(rule: Rule, manifest: WorldObject, world: World): void {
    const failures = this.failures.size === 0 ? 0 : (this.failures.get(rule) ?? 0);
    if (failures >= MOST_FAILURES) return;
    const { said } = this;
    const before = said.length;
    try {
      for (const { severity = rule.severity, path, message, why, fix } of rule.check(manifest, world))
        said.push({ manifest, rule: rule.id, severity, path, message, why, fix });
    } catch (error) {
      this.failures.set(rule, failures + 1);
      said.length = before;
      said.push({ manifest, ...failure(rule, error) });
    }
  }
}

function failure({ id }: Rule, error: unknown): Omit<Said, 'manifest'> {
  return {
    rule: RULE_FAILED,
    severity: 'warning',
    path: 'metadata.name',
    message: `the rule "${id}" fell over: ${error instanceof Error ? error.message : String(error)}`,
    why: `This is a mistake in slipway: the rule "${id}" does not understand an object of this shape and said nothing about it.`,
    fix: 'Report it with this object, and leave the rule out with --skip until it is mended.',
  };
}

/** A finding on its way: its object is told, and its line looked for, when all are known. */
interface Said extends Pick<Finding, 'rule' | 'severity' | 'path' | 'message' | 'fix' | 'why'> {
  readonly manifest: WorldObject;
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
