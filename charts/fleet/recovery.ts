import type { Construct } from 'constructs';
import { PriorityClass } from '../../lib/constructs/priority-class.ts';

/** PriorityClasses by what must be back first after a disaster (seed 004, 15.3); the label `platform/recovery` says the same. */
export const PRIORITY = { P1: 'platform-p1', P2: 'platform-p2' } as const;

/** On every cluster alike, although the components with these priorities are those of the management cluster. Values chosen. */
export function priorityClasses(scope: Construct): void {
  new PriorityClass(scope, 'P1', {
    name: PRIORITY.P1,
    value: 1_000_000,
    description: 'Recovered first: Vault, Argo CD. Without them nothing else comes back.',
  });
  new PriorityClass(scope, 'P2', {
    name: PRIORITY.P2,
    value: 900_000,
    description: 'Recovered second: Thanos, Loki, Grafana. Without them nobody sees what is wrong.',
  });
}
