import { stringify } from 'yaml';

/** How bad it is, worst first. @see https://falco.org/docs/reference/rules/rule-fields/ */
export type FalcoPriority = 'EMERGENCY' | 'ALERT' | 'CRITICAL' | 'ERROR' | 'WARNING' | 'NOTICE' | 'INFORMATIONAL' | 'DEBUG';

/** What a rule may ask of an event, or print of it. @see https://falco.org/docs/reference/rules/supported-fields/ */
export type FalcoField =
  | 'container.id'
  | 'container.image.repository'
  | 'container.name'
  | 'evt.type'
  | 'fd.directory'
  | 'fd.name'
  | 'k8s.ns.name'
  | 'k8s.pod.name'
  | 'proc.cmdline'
  | 'proc.exepath'
  | 'proc.name'
  | 'proc.pcmdline'
  | 'proc.pexepath'
  | 'proc.pname'
  | 'user.name';

/**
 * Macros and lists that the artifacts falco-rules 3 and falco-incubating-rules 3 declare and ours refer to: a name that is
 * not among them would keep Falco from starting. @see https://github.com/falcosecurity/rules/tree/main/rules
 */
export type StockMacro =
  | 'container'
  | 'open_write'
  | 'package_mgmt_ancestor_procs'
  | 'package_mgmt_procs'
  | 'proc_is_new'
  | 'server_procs'
  | 'shell_procs'
  | 'spawned_process'
  | 'user_known_read_sensitive_files_activities';
export type StockList = 'sensitive_file_names';

/** A list of our own. */
export interface FalcoList {
  readonly list: string;
  readonly items: readonly string[];
}

/** Part of a condition; made by the functions below only, so that it parses. */
export class FalcoCondition {
  /** @param simple whether it may stand in a larger one without parentheses */
  constructor(
    readonly text: string,
    readonly lists: readonly FalcoList[],
    readonly simple: boolean,
  ) {}

  /** Within another condition. */
  get part(): string {
    return this.simple ? this.text : `(${this.text})`;
  }
}

/** A condition that Falco's own rules declare under a name. */
export function macro(name: StockMacro): FalcoCondition {
  return new FalcoCondition(name, [], true);
}

export function equals(field: FalcoField, value: string): FalcoCondition {
  return new FalcoCondition(`${field} = ${quoted(value)}`, [], true);
}

export function endsWith(field: FalcoField, value: string): FalcoCondition {
  return new FalcoCondition(`${field} endswith ${quoted(value)}`, [], true);
}

export function isIn(field: FalcoField, list: FalcoList): FalcoCondition {
  return new FalcoCondition(`${field} in (${list.list})`, [list], true);
}

export function all(...conditions: readonly FalcoCondition[]): FalcoCondition {
  return joined('and', conditions);
}

export function any(...conditions: readonly FalcoCondition[]): FalcoCondition {
  return joined('or', conditions);
}

export function not(condition: FalcoCondition): FalcoCondition {
  return new FalcoCondition(`not ${condition.part}`, condition.lists, true);
}

function joined(word: 'and' | 'or', conditions: readonly FalcoCondition[]): FalcoCondition {
  const lists = conditions.flatMap((condition) => condition.lists);
  return new FalcoCondition(conditions.map(({ part }) => part).join(` ${word} `), lists, conditions.length === 1);
}

/** Falco's filter takes a bare word of these characters; anything else in quotes. */
function quoted(value: string): string {
  return /^[\w./-]+$/.test(value) ? value : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Something that must not happen in silence. */
export interface FalcoRule {
  /** Name, by which a response engine knows it. */
  readonly rule: string;
  readonly desc: string;
  readonly condition: FalcoCondition;
  /** First words of the message; the fields follow as `name=value`. */
  readonly output: string;
  readonly fields: Readonly<Record<string, FalcoField>>;
  readonly priority: FalcoPriority;
  readonly tags: readonly string[];
}

/** What is added to the rules that Falco brings. */
export interface FalcoRules {
  /** Further items of lists that Falco's own rules ask. */
  readonly extend?: Partial<Readonly<Record<StockList, readonly string[]>>> | undefined;
  /** Other conditions in place of Falco's own. */
  readonly replace?: Partial<Readonly<Record<StockMacro, FalcoCondition>>> | undefined;
  readonly rules: readonly FalcoRule[];
}

/**
 * A rules file as Falco reads it after its own: lists before the macros and rules that name them, each once.
 * @see https://falco.org/docs/concepts/rules/overriding/
 */
export function falcoRulesFile({ extend = {}, replace = {}, rules }: FalcoRules): string {
  const macros = Object.entries(replace);
  const lists = [...macros.map(([, condition]) => condition), ...rules.map(({ condition }) => condition)].flatMap(
    (condition) => condition.lists,
  );
  const entries: object[] = [
    ...Object.entries(extend).map(([list, items]) => ({ list, items, override: { items: 'append' } })),
    ...new Map(lists.map((list) => [list.list, list])).values(),
    ...macros.map(([name, { text }]) => ({ macro: name, condition: text, override: { condition: 'replace' } })),
    ...rules.map(({ condition, output, fields, ...rule }) => ({
      rule: rule.rule,
      desc: rule.desc,
      condition: condition.text,
      output: `${output} (${Object.entries(fields)
        .map(([name, field]) => `${name}=%${field}`)
        .join(' ')})`,
      priority: rule.priority,
      tags: rule.tags,
    })),
  ];
  return stringify(entries, { lineWidth: 0, aliasDuplicateObjects: false });
}
