import { readFileSync, writeFileSync } from 'node:fs';
import { InputError } from '../lib/errors.ts';
import type { Problem } from '../lib/errors.ts';
import { defineCommand } from './command.ts';
import type { OptionSpec, OptionValues } from './command.ts';
import { deliver } from './deliver.ts';
import { EXIT } from './exit.ts';
import {
  branchOptions,
  commitOptions,
  distOption,
  guardOptions,
  inventoryOptions,
  pullRequestOptions,
  refuseMixedBranches,
  targetOptions,
} from './options.ts';

/** What a bump hands on to the delivery. */
const DELIVERY_OPTIONS = {
  ...distOption,
  ...targetOptions,
  ...branchOptions,
  ...guardOptions,
  ...commitOptions,
  ...pullRequestOptions,
} as const;

export const bump = defineCommand({
  name: 'bump',
  summary: 'Give images of a cluster other tags, in its inventory.',
  details:
    'Changes the tags in clusters/<cluster>.yaml and nothing else: comments, order and quotes stay as they are. A tag that is older, ' +
    'moves from build to build or is not written like the present one is refused.',
  argument: { name: 'CLUSTER', help: 'name of the cluster' },
  more: { name: 'IMAGE=TAG', help: 'what an image shall be: web=v85, web=v85@sha256:<digest>' },
  options: {
    clusters: inventoryOptions.clusters,
    check: { type: 'flag', help: 'say what would change, and write nothing; the exit code is 1 when something would' },
    'allow-older': { type: 'flag', help: 'take a tag that is older, or cannot be compared' },
    shared: { type: 'flag', help: 'change a line that other clusters of the same file have in common with this one' },
    deliver: { type: 'flag', help: 'go on with `slipway deliver` for this cluster' },
    ...DELIVERY_OPTIONS,
  },
  examples: ['bump homelab web=v85', 'bump homelab web=v85 was=v20 --check', 'bump homelab web=v85 --deliver'],
  async run(given, io, name, words) {
    if (given.check && given.deliver)
      throw new InputError('slipway bump', 'what is only checked is not delivered', 'Leave out --check or --deliver.');
    const idle = given.deliver
      ? []
      : Object.entries<OptionSpec>(DELIVERY_OPTIONS).flatMap(([key, spec]) =>
          isGiven((given as Readonly<Record<string, unknown>>)[key], spec) ? [key] : [],
        );
    if (idle.length > 0)
      throw new InputError(
        idle.map((key) => ({ where: `--${key}`, what: 'nothing is delivered without --deliver', fix: 'Add --deliver, or leave it out.' })),
      );
    if (given.deliver) await refuseDelivery(given);
    const { bumpImages, parseWishes } = await import('../lib/inventory/bump.ts');
    const { loadClusters } = await import('../lib/inventory/load.ts');
    const { didYouMean } = await import('../lib/values/nearest.ts');

    const all = loadClusters(given.clusters);
    const problems: Problem[] = [];
    const cluster = all.find((one) => one.name === name);
    if (cluster === undefined) {
      const names = all.map((one) => one.name);
      problems.push({ where: given.clusters, what: `no inventory describes a cluster "${name}"`, fix: didYouMean(name, names) });
    }
    const wishes = collect(problems, () => parseWishes(words));
    if (cluster === undefined || wishes === undefined) throw new InputError(problems);

    const { text, bumped } = bumpImages(cluster, readFileSync(cluster.file, 'utf8'), wishes, all, {
      allowOlder: given['allow-older'],
      shared: given.shared,
    });
    if (!given.check && bumped.length > 0) writeFileSync(cluster.file, text);
    for (const { image, line, old, new: next } of bumped)
      io.out(`${cluster.file}:${line} ${io.color.bold(image)}: ${io.color.red(old)} → ${io.color.green(next)}`);
    if (bumped.length === 0) io.err(`${cluster.file}: nothing to change`);
    if (given.check) return bumped.length === 0 ? EXIT.ok : EXIT.found;
    // Of the sources there is no commit yet that a hydrator could name. All other options of a delivery keep the values that it has without them.
    return given.deliver ? deliver.run({ ...given, cluster: [name], take: false, json: false, hydrator: false }, io, '', []) : EXIT.ok;
  },
});

/** Throws the InputErrors that a delivery would throw for its options: before anything is written. */
async function refuseDelivery(given: OptionValues<typeof DELIVERY_OPTIONS>): Promise<void> {
  const { committing, guarding } = await import('./delivery.ts');
  const { openTarget } = await import('../lib/deliver/open-target.ts');
  refuseMixedBranches(given);
  guarding(given);
  const { branch, folder, target } = given;
  openTarget(target, { branch, folder, ...committing(given) });
}

/** Whether somebody wrote this option. */
function isGiven(value: unknown, spec: OptionSpec): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return spec.type === 'flag' ? value === true : spec.type === 'string' && value !== spec.default;
}

/** The answer, or undefined with its problems among the others. */
function collect<T>(problems: Problem[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
