import { Everywhere } from './everywhere.ts';
import { exceptionsOf, judgeExceptions, RULE_FAILED } from './exceptions.ts';
import type { Facts } from './facts.ts';
import { kindKey, kindOf, type Rule, type Severity, type WorldObject } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import { World } from './world.ts';

/** A mistake in one object, or something about it that is worth knowing. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly object: { readonly apiVersion: string; readonly kind: string; readonly namespace?: string | undefined; readonly name: string };
  readonly cluster?: string | undefined;
  readonly file?: string | undefined;
  readonly construct?: string | undefined;
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
  /** What the tree was before: rules about what may not change compare with it. @default unknown */
  readonly before?: readonly WorldObject[] | undefined;
  /** Date of the day, `2027-01-31`: exceptions with an end date are judged by it. @default no exception has ended */
  readonly today?: string | undefined;
}

/** Asks every rule about every object; each cluster is a world of its own. The findings come in a fixed order. */
export function check(
  objects: readonly WorldObject[],
  { provided = [], facts = [], files, rules = allRules, before, today }: CheckOptions = {},
): Finding[] {
  const asked = rulesByKind(rules);
  const given = inIdentityOrder(objects);
  const everywhere = new Everywhere([...given, ...provided], files, before);
  const judge = new Judge(rules, today);
  const judged = byCluster(given);
  const known = byCluster(provided);
  for (const [cluster, own] of judged) {
    const charts = [...(known.get(cluster) ?? []), ...(cluster === undefined ? [] : (known.get(undefined) ?? []))];
    const about = facts.filter((each) => each.cluster === undefined || each.cluster === cluster);
    everywhere.worlds.set(cluster, new World([...own, ...charts], new Set(charts), Object.assign({}, ...about) as Facts, everywhere));
  }
  const findings: Finding[] = [];
  for (const [cluster, own] of judged) {
    const world = everywhere.worlds.get(cluster);
    if (world !== undefined) for (const manifest of own) findings.push(...judge.judge(manifest, world, asked(manifest)));
  }
  return findings.sort(inOrder);
}

/** A rule that speaks of the first of several objects speaks of the same one, in whatever files they stand. */
function inIdentityOrder(objects: readonly WorldObject[]): readonly WorldObject[] {
  const keyed = objects.map((each) => {
    const { apiVersion, kind, metadata } = each.object;
    return { each, key: `${kind}\n${metadata.namespace ?? ''}\n${metadata.name}\n${apiVersion}\n${each.file ?? ''}` };
  });
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ each }) => each);
}

function byCluster(objects: readonly WorldObject[]): ReadonlyMap<string | undefined, WorldObject[]> {
  const clusters = new Map<string | undefined, WorldObject[]>();
  for (const each of objects) {
    const own = clusters.get(each.cluster);
    if (own === undefined) clusters.set(each.cluster, [each]);
    else own.push(each);
  }
  return clusters;
}

function rulesByKind(rules: readonly Rule[]): (manifest: WorldObject) => readonly Rule[] {
  const byKind = new Map<string, Rule[]>();
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

/** After so many failures a rule is not asked again: what it cannot read it may meet in every object. */
const MOST_FAILURES = 3;

/** Asks rules about objects, one by one. */
class Judge {
  private readonly known: readonly Rule[];
  private readonly failures = new Map<Rule, number>();

  constructor(
    private readonly rules: readonly Rule[],
    private readonly today: string | undefined,
  ) {
    this.known = rules === allRules ? rules : [...allRules, ...rules];
  }

  judge(manifest: WorldObject, world: World, asked: readonly Rule[]): Finding[] {
    const exceptions = exceptionsOf(manifest);
    const excused = new Set(exceptions.filter(({ reason }) => reason !== '').map(({ rule }) => rule));
    const found = new Set<string>();
    const findings: Finding[] = [];
    for (const rule of asked) {
      for (const said of this.ask(rule, manifest, world)) {
        found.add(said.rule);
        if (!excused.has(said.rule)) findings.push(finding(manifest, said));
      }
    }
    if (exceptions.length > 0) {
      for (const problem of judgeExceptions(exceptions, found, this.rules, this.known, this.today))
        findings.push(finding(manifest, { ...problem, severity: 'warning' }));
    }
    return findings;
  }

  /** A rule that falls over on a strange object costs that one answer, not the whole check. */
  private ask(rule: Rule, manifest: WorldObject, world: World): readonly Said[] {
    const failures = this.failures.get(rule) ?? 0;
    if (failures >= MOST_FAILURES) return [];
    try {
      return Array.from(rule.check(manifest, world), ({ severity = rule.severity, path, message, why, fix }) => ({
        rule: rule.id,
        severity,
        path,
        message,
        why,
        fix,
      }));
    } catch (error) {
      this.failures.set(rule, failures + 1);
      return [failure(rule, error)];
    }
  }
}

function failure({ id }: Rule, error: unknown): Said {
  return {
    rule: RULE_FAILED,
    severity: 'warning',
    path: 'metadata.name',
    message: `the rule "${id}" fell over: ${error instanceof Error ? error.message : String(error)}`,
    why: `This is a mistake in slipway: the rule "${id}" does not understand an object of this shape and said nothing about it.`,
    fix: 'Report it with this object, and leave the rule out with --skip until it is mended.',
  };
}

type Said = Pick<Finding, 'rule' | 'severity' | 'path' | 'message' | 'fix' | 'why'>;

function finding({ object, cluster, file, construct, lineOf }: WorldObject, { rule, severity, path, message, why, fix }: Said): Finding {
  const { namespace, name } = object.metadata;
  const line = lineOf?.(path);
  return {
    rule,
    severity,
    object: { apiVersion: object.apiVersion, kind: object.kind, ...(namespace === undefined ? {} : { namespace }), name },
    ...(cluster === undefined ? {} : { cluster }),
    ...(file === undefined ? {} : { file }),
    ...(construct === undefined ? {} : { construct }),
    ...(line === undefined ? {} : { line }),
    path,
    message,
    ...(why === undefined ? {} : { why }),
    fix,
  };
}

function inOrder(a: Finding, b: Finding): number {
  return (
    compare(a.cluster, b.cluster) ||
    compare(a.file, b.file) ||
    compare(a.object.namespace, b.object.namespace) ||
    compare(a.object.kind, b.object.kind) ||
    compare(a.object.name, b.object.name) ||
    compare(a.rule, b.rule) ||
    compare(a.path, b.path) ||
    compare(a.message, b.message)
  );
}

/** By code unit; what is missing comes first. */
function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
