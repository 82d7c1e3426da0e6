import type { KubeObject } from '../../lib/manifest/manifest.ts';
import type { Synthesis } from '../../lib/synth/synthesize.ts';
import { made } from '../testing.ts';
import { titanium } from './services/testing.ts';

/** Everything that production installs. */
export function production(): Synthesis {
  return made(titanium('solid-cloud'));
}

/** Objects of one kind. */
export function ofKind({ manifests }: Synthesis, kind: string): readonly KubeObject[] {
  return manifests.flatMap(({ object }) => (object.kind === kind ? [object] : []));
}

export interface ApplicationSpec {
  readonly project: string;
  readonly destination: { readonly server: string; readonly namespace: string };
  readonly source: {
    readonly chart?: string;
    readonly path?: string;
    readonly targetRevision: string;
    readonly directory?: { readonly recurse: boolean };
    readonly helm?: { readonly releaseName: string; readonly valuesObject: Readonly<Record<string, unknown>> };
  };
  readonly syncPolicy: {
    readonly automated: object;
    readonly syncOptions: readonly string[];
    readonly retry: object;
  };
  readonly ignoreDifferences?: readonly {
    readonly kind: string;
    readonly name?: string;
    readonly jsonPointers?: readonly string[];
    readonly jqPathExpressions?: readonly string[];
  }[];
}

/** Specs of the Applications by name. */
export function applications(made: Synthesis): Readonly<Record<string, ApplicationSpec>> {
  return Object.fromEntries(ofKind(made, 'Application').map(({ metadata, spec }) => [metadata.name, spec as ApplicationSpec]));
}

/** What a chart gets, at some place: `prometheus.prometheusSpec.retention`. */
export function value(made: Synthesis, application: string, path: string): unknown {
  const values: unknown = applications(made)[application]?.source.helm?.valuesObject;
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], values);
}
