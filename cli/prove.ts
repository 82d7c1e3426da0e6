import { check } from '../lib/check/check.ts';
import type { Finding } from '../lib/check/check.ts';
import type { Facts } from '../lib/check/facts.ts';
import { InputError } from '../lib/errors.ts';
import type { Problem } from '../lib/errors.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { placed } from './placed.ts';
import type { RenderedCluster } from './synthesize-all.ts';

/**
 * Asks every rule about every manifest, all clusters at once because one Argo CD may serve several.
 * Errors are thrown together as an InputError; what remains are warnings: notes are for `slipway check`. With `onErrors` errors are
 * counted to it instead, and stand among what is answered. `everything`: no cluster was left out, so folders that are not there are missing.
 */
export function prove(
  rendered: readonly Omit<RenderedCluster, 'warnings'>[],
  onErrors?: (amount: number) => void,
  everything = false,
): readonly Finding[] {
  const found = check(
    rendered.flatMap(({ manifests }) => manifests),
    {
      provided: rendered.flatMap(({ cluster, provided }) => provided.map((object) => ({ object, cluster: cluster.name }))),
      facts: rendered.map(({ cluster }) => factsOf(cluster)),
      // An Application may install the folder of a cluster that was left out: only the whole tree can lack a folder.
      files: everything ? new Set(rendered.flatMap(({ manifests }) => manifests.map(({ file }) => file))) : undefined,
    },
  );
  const spoken = found.filter(({ severity }) => severity !== 'info');
  const findings = placed(
    spoken,
    rendered.map(({ cluster }) => cluster),
  );
  const refused = findings.filter(({ severity }) => severity === 'error');
  if (refused.length > 0 && onErrors === undefined) throw new InputError(refused.map(problemOf));
  onErrors?.(refused.length);
  return findings;
}

/** What a cluster's inventory tells the rules. */
export function factsOf(cluster: Cluster): Facts {
  return {
    cluster: cluster.name,
    kubernetes: cluster.kubernetes,
    nodes: cluster.nodes.map(({ name, role, schedulable, cpu, memory, disk }) => ({ name, role, schedulable, cpu, memory, disk })),
    secrets: cluster.secrets.map(({ namespace, name, keys }) => ({ namespace, name, keys })),
    registries: cluster.registries,
    // Our manifests and what the charts provide: nothing else is installed by hand.
    whole: true,
  };
}

/** A finding in the form of every other mistake: where, what with its consequence, what to do. */
export function problemOf({ rule, object, file, path, message, why, fix, source }: Finding): Problem {
  const place = file ?? `${object.kind} ${object.name}`;
  const made = source === undefined ? '' : ` (${source})`;
  return {
    where: `${place}${path === '' ? '' : ` ${path}`}${made}`,
    what: `${withoutStop(message)} [${rule}]${why === undefined ? '' : `. ${withoutStop(why)}`}`,
    fix,
  };
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
