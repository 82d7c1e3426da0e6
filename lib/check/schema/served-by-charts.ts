import { releasesOf } from '../hosts/releases.ts';
import type { World } from '../world.ts';

type Version = readonly [major: number, minor: number];

/** A version of custom resources, and the releases of the chart that bring it. */
interface Served {
  readonly kinds: RegExp;
  readonly chart: string;
  readonly from?: Version;
  readonly until?: Version;
}

const SECRETS = /^(?:ExternalSecret|SecretStore|ClusterSecretStore|ClusterExternalSecret)$/;

/**
 * Only of charts whose version is that of the program.
 * @see https://github.com/external-secrets/external-secrets/releases/tag/v0.17.0; https://cert-manager.io/docs/releases/upgrading/remove-deprecated-apis/;
 *   https://metallb.io/release-notes/; https://longhorn.io/docs/1.3.0/deploy/important-notes/
 */
const SERVED: Readonly<Record<string, Served>> = {
  'external-secrets.io/v1': { kinds: SECRETS, chart: 'external-secrets', from: [0, 16] },
  'external-secrets.io/v1beta1': { kinds: SECRETS, chart: 'external-secrets', until: [0, 16] },
  'cert-manager.io/v1': { kinds: /./, chart: 'cert-manager', from: [1, 0] },
  'cert-manager.io/v1beta1': { kinds: /./, chart: 'cert-manager', until: [1, 5] },
  'metallb.io/v1beta1': { kinds: /^(?:IPAddressPool|L2Advertisement)$/, chart: 'metallb', from: [0, 13] },
  'longhorn.io/v1beta2': { kinds: /./, chart: 'longhorn', from: [1, 3] },
};

/** What the chart of the tree says of a version: `served`, or the words in which it is not; `undefined` where no chart tells. */
export function servedByChart(apiVersion: string, kind: string, world: World): 'served' | { readonly says: string } | undefined {
  const known = Object.hasOwn(SERVED, apiVersion) ? SERVED[apiVersion] : undefined;
  if (!known?.kinds.test(kind)) return undefined;
  const releases = releasesOf(world).filter(({ chart }) => chart === known.chart);
  const versions = releases.map(({ version }) => /^v?(\d+)\.(\d+)\.\d/.exec(version ?? ''));
  const [first] = versions;
  // Several clusters may run several releases.
  if (first === undefined || first === null || versions.some((each) => each?.[0] !== first[0])) return undefined;
  const own: Version = [Number(first[1]), Number(first[2])];
  const written = releases[0]?.version ?? '';
  if (known.from !== undefined && isBefore(own, known.from))
    return { says: `exists since ${known.chart} ${known.from.join('.')}, and the tree installs ${written}` };
  if (known.until !== undefined && isBefore(known.until, own))
    return { says: `is gone since ${known.chart} ${known.until[0]}.${known.until[1] + 1}, and the tree installs ${written}` };
  return 'served';
}

function isBefore(one: Version, other: Version): boolean {
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
}
