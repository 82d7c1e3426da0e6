import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { InputError } from '../errors.ts';
import type { FalcoPriority } from './falco-rule.ts';

/** How far automatic responses are trusted: 1 learns and changes nothing, 2 isolates on WARNING, 3 does all that is declared. */
export type TalonPhase = 1 | 2 | 3;

/** `isolate`: no traffic to or from the pod. `terminate`: the pod is deleted, and its owner starts another. */
export type TalonResponse = 'isolate' | 'terminate';

/** A rule of Falco, as far as a response needs to know it. */
export interface FalcoEvent {
  readonly rule: string;
  readonly priority: FalcoPriority;
}

export interface TalonTrigger {
  readonly name: string;
  readonly events: readonly FalcoEvent[];
  readonly response: TalonResponse;
}

export interface FalcoTalonPolicyProps {
  readonly phase: TalonPhase;
  /** Where pods are touched. Everywhere else an event is only reported: a healthy pod of the platform must not be hit (L-22). */
  readonly namespaces: readonly string[];
  /** Label that cuts a pod off; some network policy must deny for it (D-09). */
  readonly quarantine: Readonly<Record<string, string>>;
  readonly triggers: readonly TalonTrigger[];
}

/** A rule as Talon reads it. @see https://docs.falco-talon.org/docs/rules/ */
export interface TalonRule {
  readonly rule: string;
  readonly match: { readonly rules: readonly string[]; readonly priority?: string; readonly output_fields?: readonly string[] };
  /** A dry-run rule only writes a log line. */
  readonly dry_run: 'true' | 'false';
  readonly actions: readonly { readonly action: string }[];
}

/** Verbs by resource, as the chart's `rbac` takes them. */
export type TalonPermissions = Readonly<Record<(typeof RESOURCES)[number], readonly string[]>>;

const QUARANTINE = 'Quarantine the pod';
const LOGS = 'Collect the logs';
const TERMINATE = 'Terminate the pod in question';
const ACTIONS: Readonly<Record<TalonResponse, readonly string[]>> = { isolate: [QUARANTINE, LOGS], terminate: [LOGS, TERMINATE] };

/** In the response engine's own pod; its image has no other folder that everybody may write, and the chart mounts none. */
const LOGS_FOLDER = '/tmp';

/** Shipped with the chart, enforced, and merged with ours by name; here it is switched off. */
const OF_THE_CHART = 'Terminal shell in container';

const RESOURCES = [
  'caliconetworkpolicies',
  'ciliumnetworkpolicies',
  'clusterroles',
  'configmaps',
  'daemonsets',
  'deployments',
  'events',
  'leases',
  'namespaces',
  'networkpolicies',
  'nodes',
  'pods',
  'podsEphemeralcontainers',
  'podsEviction',
  'podsExec',
  'podsLog',
  'replicasets',
  'roles',
  'secrets',
  'statefulsets',
] as const;

/**
 * What a response engine does about the events of Falco in one phase. One Talon rule for each trigger and priority; it
 * names the priority, so that a rule which upstream makes graver does not change its response unseen.
 */
export class FalcoTalonPolicy {
  readonly rules: readonly TalonRule[];
  /** Actions and rules, as the chart appends them to its own. */
  readonly file: string;

  constructor(props: FalcoTalonPolicyProps) {
    const { phase, namespaces, quarantine, triggers } = props;
    if (namespaces.length === 0) {
      throw new InputError(
        'FalcoTalonPolicy',
        'no namespace is named, and Talon would touch pods in all of them',
        'Name those whose pods may be isolated.',
      );
    }
    refuseTwoResponses(triggers);
    const where = { output_fields: namespaces.map((namespace) => `k8s.ns.name=${namespace}`) };
    this.rules = triggers.flatMap(({ name, events, response }) =>
      [...new Set(events.map(({ priority }) => priority))].map((priority) => ({
        rule: `${name} (${priority})`,
        match: {
          rules: events.filter((event) => event.priority === priority).map(({ rule }) => rule),
          priority: capitalized(priority),
          ...where,
        },
        dry_run: isEnforced(phase, response, priority) ? ('false' as const) : ('true' as const),
        actions: ACTIONS[response].map((action) => ({ action })),
      })),
    );
    const silenced: TalonRule = { rule: OF_THE_CHART, match: { rules: [OF_THE_CHART] }, dry_run: 'true', actions: [{ action: LOGS }] };
    this.file = stringify([...actions(quarantine), silenced, ...this.rules], { lineWidth: 0, aliasDuplicateObjects: false });
  }

  /** Changes with the rules: Talon's pods read them once, when they start. */
  get hash(): string {
    return createHash('sha256').update(this.file).digest('hex').slice(0, 16);
  }

  /** Whether anything is done beyond writing a log line. */
  get enforces(): boolean {
    return this.rules.some((rule) => rule.dry_run === 'false');
  }

  /** No more than the enforced rules need: in phase 1 even a fault of the engine changes no pod (L-22). */
  get permissions(): TalonPermissions {
    const enforced = this.rules.filter((rule) => rule.dry_run === 'false').flatMap((rule) => rule.actions.map(({ action }) => action));
    const owners = enforced.includes(TERMINATE) ? ['get'] : [];
    const needed: Partial<TalonPermissions> = {
      leases: ['get', 'create', 'update', 'patch', 'watch'], // which of its pods acts
      events: ['get', 'create', 'update', 'patch'], // says in the namespace what was done
      pods: ['get', 'list', ...(enforced.includes(QUARANTINE) ? ['patch'] : []), ...(enforced.includes(TERMINATE) ? ['delete'] : [])],
      podsLog: enforced.includes(LOGS) ? ['get'] : [],
      daemonsets: owners,
      replicasets: owners,
      statefulsets: owners,
    };
    return Object.fromEntries(RESOURCES.map((resource) => [resource, needed[resource] ?? []])) as unknown as TalonPermissions;
  }
}

/**
 * The activation plan (seed 002, Falco Talon): nothing, then isolation on WARNING, then on CRITICAL as well. Every other
 * priority, and every termination, is in no phase of its own and waits for the last.
 */
export function isEnforced(phase: TalonPhase, response: TalonResponse, priority: FalcoPriority): boolean {
  if (phase === 3) return true;
  return phase === 2 && response === 'isolate' && priority === 'WARNING';
}

function actions(quarantine: Readonly<Record<string, string>>): object[] {
  return [
    { action: QUARANTINE, actionner: 'kubernetes:label', parameters: { labels: { ...quarantine } } },
    {
      action: LOGS,
      actionner: 'kubernetes:log',
      parameters: { tail_lines: 200 },
      output: { target: 'local:file', parameters: { destination: LOGS_FOLDER } }, // without one Talon reads the lines and drops them
    },
    {
      action: TERMINATE,
      actionner: 'kubernetes:terminate',
      parameters: { ignore_daemonsets: true, ignore_statefulsets: true, grace_period_seconds: 20 },
    },
  ];
}

function refuseTwoResponses(triggers: readonly TalonTrigger[]): void {
  const first = new Map<string, string>();
  for (const { name, events } of triggers) {
    for (const { rule } of events) {
      const other = first.get(rule);
      if (other !== undefined) {
        throw new InputError(
          'FalcoTalonPolicy',
          `"${rule}" triggers both "${other}" and "${name}", and both would answer`,
          'Leave it in one of them.',
        );
      }
      first.set(rule, name);
    }
  }
}

/** `WARNING` → `Warning`: Talon's own spelling. */
function capitalized(priority: FalcoPriority): string {
  return `${priority.slice(0, 1)}${priority.slice(1).toLowerCase()}`;
}
