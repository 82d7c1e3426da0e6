import type { App } from 'cdk8s';
import { InputError } from '../lib/errors.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { didYouMean } from '../lib/values/nearest.ts';
import { installBlogPlatform } from './blog-platform.ts';
import { installFleet } from './fleet/index.ts';
import { installTitanium } from './titanium/index.ts';

/** Adds the charts of one cluster to its App. */
export type Installer = (app: App, cluster: Cluster) => void;

/** Who gets what: the word in an inventory's field `system`, and what it installs. */
const SYSTEMS: Readonly<Record<string, Installer>> = {
  blog: installBlogPlatform,
  fleet: installFleet,
  titanium: installTitanium,
};

/** @throws InputError for a system that nobody wrote. */
export function installerOf({ system, file }: Cluster): Installer {
  const installer = Object.hasOwn(SYSTEMS, system) ? SYSTEMS[system] : undefined;
  if (installer !== undefined) return installer;
  throw new InputError(`${file} system`, `"${system}" is no system that charts/index.ts knows`, didYouMean(system, Object.keys(SYSTEMS)));
}
