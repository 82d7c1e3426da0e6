import { textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** When Argo CD applies an object within one sync. */
export interface SyncTime {
  /** 0 before, 1 during, 2 after the sync; `undefined` for what is never part of an ordinary sync. */
  readonly phase: number | undefined;
  readonly wave: number;
  /** `PreSync wave -1`, `wave 5` */
  readonly shown: string;
  readonly hook: boolean;
}

const PHASES: Readonly<Record<string, number>> = { PreSync: 0, Sync: 1, PostSync: 2 };

/** Hooks of Helm count as those of Argo CD. @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks */
const HELM: Readonly<Record<string, string>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'crd-install': 'PreSync',
};

const USUAL: SyncTime = { phase: 1, wave: 0, shown: 'wave 0', hook: false };

export function syncTime({ object }: WorldObject): SyncTime {
  // As of nearly every object.
  if (object.metadata.annotations === undefined) return USUAL;
  const annotations = textsAt(object, 'metadata.annotations');
  const helm = annotations['helm.sh/hook']?.split(',')[0]?.trim();
  const hook = annotations['argocd.argoproj.io/hook']?.split(',')[0]?.trim() ?? (helm === undefined ? undefined : (HELM[helm] ?? 'Skip'));
  const wave = Number(annotations['argocd.argoproj.io/sync-wave'] ?? annotations['helm.sh/hook-weight'] ?? 0);
  const number = Number.isInteger(wave) ? wave : 0;
  const phase = hook === undefined ? 1 : PHASES[hook];
  return {
    phase,
    wave: number,
    shown: hook === undefined || hook === 'Sync' ? `wave ${number}` : `${hook} wave ${number}`,
    hook: hook !== undefined,
  };
}

/** Whether one is applied before the other, and waited for. */
export function comesBefore(a: SyncTime, b: SyncTime): boolean {
  if (a.phase === undefined || b.phase === undefined) return false;
  return a.phase < b.phase || (a.phase === b.phase && a.wave < b.wave);
}

/** Whether the tree orders anything at all: without waves and hooks, everything comes together. */
export function isOrdered(world: World): boolean {
  return world.everywhere.once('is ordered', () =>
    [...world.everywhere.worlds.values()].some(({ objects }) =>
      objects.some(({ object }) => {
        if (object.metadata.annotations === undefined) return false;
        const annotations = textsAt(object, 'metadata.annotations');
        return ORDERING.some((name) => annotations[name] !== undefined);
      }),
    ),
  );
}

const ORDERING = ['argocd.argoproj.io/sync-wave', 'argocd.argoproj.io/hook', 'helm.sh/hook'] as const;

/** The wave that is written on an object; 0 without one. */
export function waveOf(object: unknown): number {
  const wave = Number(textsAt(object, 'metadata.annotations')['argocd.argoproj.io/sync-wave'] ?? 0);
  return Number.isInteger(wave) ? wave : 0;
}
