import { HELM_KINDS } from '../../helm.ts';
import { documentKind } from '../../document.ts';
import type { Release } from '../../hosts/chart-table.ts';
import { releasesBy, releasesOf } from '../../hosts/releases.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Charts that are released together: the first is what the others are held against. */
const FAMILIES: readonly { readonly name: string; readonly charts: readonly string[]; readonly from: RegExp; readonly apart: number }[] = [
  { name: 'Istio', charts: ['istiod', 'base', 'cni', 'ztunnel', 'gateway'], from: /istio/, apart: 1 },
  { name: 'Kyverno', charts: ['kyverno', 'kyverno-policies'], from: /kyverno/, apart: 1 },
  { name: 'Linkerd', charts: ['linkerd-control-plane', 'linkerd-crds', 'linkerd-viz'], from: /linkerd/, apart: 0 },
];

/** Charts whose pods take their configuration from the control plane. @see https://istio.io/latest/docs/releases/supported-releases/#control-planedata-plane-skew */
const AHEAD: ReadonlySet<string> = new Set(['gateway', 'ztunnel']);

export const chartVersionsAgree = defineRule({
  id: 'chart-versions-agree',
  severity: 'warning',
  kinds: [...HELM_KINDS, documentKind('Script')],
  asks: 'Charts that are released together are installed in releases that work with each other.',
  source: 'https://istio.io/latest/docs/setup/upgrade/canary/; https://istio.io/latest/docs/releases/supported-releases/',
  *check(manifest, world) {
    for (const release of releasesBy(world, manifest)) {
      const family = FAMILIES.find(
        ({ charts, from }) => charts.includes(release.chart) && (release.repository === undefined || from.test(release.repository)),
      );
      const [main] = family === undefined ? [] : mains(world, family.charts[0] ?? '');
      if (family === undefined || main === undefined || main === release || release.chart === family.charts[0]) continue;
      const [own, other] = [minorOf(release), minorOf(main)];
      if (own === undefined || other === undefined) continue;
      // The control plane goes first: what runs beside the pods may be older, not newer.
      const ahead = AHEAD.has(release.chart) && own.major === other.major && own.minor > other.minor;
      if (own.major === other.major && Math.abs(own.minor - other.minor) <= family.apart && !ahead) continue;
      yield {
        path: manifest.object.kind === 'HelmValues' ? 'chart' : manifest.object.kind === 'Script' ? 'text' : 'spec',
        message: `${release.name} is chart ${release.chart} ${release.version ?? ''}, and ${main.name} of ${family.name} is ${main.version ?? ''}`,
        why: 'What one release writes the other does not understand: settings are left out, and proxies are refused or stay on what they had.',
        fix: `Install ${release.chart} in version ${main.version ?? ''}, or bring ${main.name} up to it, one minor release at a time.`,
      };
    }
  },
});

/** Several control planes side by side are an upgrade in its course: nothing is held against them. */
function mains(world: World, chart: string): readonly Release[] {
  const found = world.once(`releases of ${chart}`, () => releasesOf(world).filter((each) => each.chart === chart));
  return found.length === 1 ? found : [];
}

function minorOf({ version }: Release): { readonly major: number; readonly minor: number } | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)\.\d+/.exec(version ?? '') ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}
