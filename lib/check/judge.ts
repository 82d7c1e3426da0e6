import type { Finding } from './check.ts';
import { exceptionsOf, judgeExceptions, RULE_FAILED, type Exception } from './exceptions.ts';
import { inLesson } from './lessons.ts';
import { kindKey, kindOf, type Rule, type WorldObject } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import type { World } from './world.ts';

/** The rules of each kind, for each list of rules that was asked: tests and servers ask the same one again and again. */
const rulesOfKinds = new WeakMap<readonly Rule[], Map<string, readonly Rule[]>>();

export function rulesByKind(rules: readonly Rule[]): (manifest: WorldObject) => readonly Rule[] {
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
export function* batches(
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
export class Judge {
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
        said.push({ manifest, rule: rule.id, severity: inLesson(rule.id, manifest, world) ?? severity, path, message, why, fix });
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
export interface Said extends Pick<Finding, 'rule' | 'severity' | 'path' | 'message' | 'fix' | 'why'> {
  readonly manifest: WorldObject;
}
