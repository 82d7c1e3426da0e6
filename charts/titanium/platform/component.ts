import type { Construct } from 'constructs';
import { DEFAULT_PROJECT, SYNC } from '../sync.ts';
import { HelmComponent, type HelmComponentProps } from '../../../lib/constructs/helm-component.ts';

type Given<Values> = Omit<HelmComponentProps<Values>, 'project' | 'sync'>;

/** Third-party software of titanium: one Application, synced like all of them. */
export function component<Values extends object>(scope: Construct, id: string, props: Given<Values>): HelmComponent<Values> {
  return new HelmComponent(scope, id, { ...props, project: DEFAULT_PROJECT, sync: SYNC });
}
