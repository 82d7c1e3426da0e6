import { Everywhere } from './everywhere.ts';
import { exceptionsOf, judgeExceptions } from './exceptions.ts';
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
}

/** Asks every rule about every object; each cluster is a world of its own. The findings come in a fixed order. */
export function check(
  objects: readonly WorldObject[],
  { provided = [], facts = [], files, rules = allRules }: CheckOptions = {},
): Finding[] {
  const asked = rulesByKind(rules);
  const everywhere = new Everywhere([...objects, ...provided], files);
  const judged = byCluster(objects);
  const known = byCluster(provided);
  for (const [cluster, own] of judged) {
    const charts = [...(known.get(cluster) ?? []), ...(cluster === undefined ? [] : (known.get(undefined) ?? []))];
    const about = facts.filter((each) => each.cluster === undefined || each.cluster === cluster);
    everywhere.worlds.set(cluster, new World([...own, ...charts], new Set(charts), Object.assign({}, ...about) as Facts, everywhere));
  }
  const findings: Finding[] = [];
  for (const [cluster, own] of judged) {
    const world = everywhere.worlds.get(cluster);
    if (world !== undefined) for (const manifest of own) findings.push(...judge(manifest, world, asked(manifest), rules));
  }
  return findings.sort(inOrder);
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

function judge(manifest: WorldObject, world: World, asked: readonly Rule[], rules: readonly Rule[]): Finding[] {
  const exceptions = exceptionsOf(manifest);
  const excused = new Set(exceptions.filter(({ reason }) => reason !== '').map(({ rule }) => rule));
  const found = new Set<string>();
  const findings: Finding[] = [];
  for (const rule of asked) {
    for (const { severity = rule.severity, path, message, why, fix } of rule.check(manifest, world)) {
      found.add(rule.id);
      if (!excused.has(rule.id)) findings.push(finding(manifest, { rule: rule.id, severity, path, message, why, fix }));
    }
  }
  if (exceptions.length > 0) {
    const known = rules === allRules ? rules : [...allRules, ...rules];
    for (const problem of judgeExceptions(exceptions, found, rules, known))
      findings.push(finding(manifest, { ...problem, severity: 'warning' }));
  }
  return findings;
}

type Said = Pick<Finding, 'rule' | 'severity' | 'path' | 'message' | 'fix' | 'why'>;

function finding({ object, cluster, file, construct }: WorldObject, { rule, severity, path, message, why, fix }: Said): Finding {
  const { namespace, name } = object.metadata;
  return {
    rule,
    severity,
    object: { apiVersion: object.apiVersion, kind: object.kind, ...(namespace === undefined ? {} : { namespace }), name },
    ...(cluster === undefined ? {} : { cluster }),
    ...(file === undefined ? {} : { file }),
    ...(construct === undefined ? {} : { construct }),
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
