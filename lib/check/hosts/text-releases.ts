import { documentKind } from '../document.ts';
import { textAt } from '../read.ts';
import { helmInstalls } from '../texts/helm-installs.ts';
import { toldScript } from '../texts/told-script.ts';
import type { World } from '../world.ts';
import type { Release } from './chart-table.ts';
import { commandValues } from './command-values.ts';

/** What `istioctl` installs: no chart, but what istiod's chart and the gateways make, as the profile says. */
export const ISTIOCTL = 'istioctl';

/** `resource "helm_release" "loki" { … }`, up to the brace that closes it in the first column. */
const TERRAFORM = /resource\s+"helm_release"\s+"[\w-]+"\s*\{[\s\S]*?\n\}/g;

/** `cilium install --set …`, `istioctl install --set …`: programs that bring their chart along, and what they bring. */
const OWN_INSTALLERS = [
  { command: /\bcilium\s+(?:install|upgrade)\b([^\n;|&]*)/g, chart: 'cilium', name: 'cilium', namespace: 'kube-system' },
  { command: /\bistioctl\s+(?:install|upgrade)\b([^\n;|&]*)/g, chart: ISTIOCTL, name: 'istio', namespace: 'istio-system' },
] as const;

/** Releases of scripts and of Terraform. */
export function* releasesInTexts(world: World): Iterable<Release> {
  const files = new Set(
    world.ofKind(documentKind('HelmValues')).map(({ object }) => `${object.metadata.namespace ?? ''}/${textAt(object, 'release') ?? ''}`),
  );
  const said = (['Script', 'Guide', 'Aside'] as const).flatMap((kind) => world.ofKind(documentKind(kind)));
  for (const manifest of said) {
    // What a guide shows may be done in another way, too.
    const isGuide = manifest.object.kind !== 'Script';
    const script = toldScript(textAt(manifest.object, 'text') ?? '');
    for (const install of helmInstalls(script)) {
      const { name, namespace, written, repository } = install;
      if (name === undefined || namespace === undefined || written === undefined || install.verb === 'template') continue;
      const version = install.version?.replace(/^v(?=\d)/, '');
      const chart = written.slice(written.lastIndexOf('/') + 1);
      const { values, open: isPart } = commandValues(install.rest);
      const open = isPart || isGuide;
      // With a values file it is known already, but for what the command lays over it.
      if (!files.has(`${namespace}/${name}`)) yield { chart, version, name, namespace, values, open, manifest, repository };
      else if (Object.keys(values).length > 0) yield { chart, version, name, namespace, values, manifest: undefined, repository };
    }
    for (const { command, ...release } of OWN_INSTALLERS)
      for (const [, rest = ''] of script.matchAll(command))
        yield { ...release, version: undefined, values: commandValues(rest).values, open: true, manifest };
  }
  for (const manifest of world.ofKind(documentKind('TextFile'))) {
    for (const [block] of (textAt(manifest.object, 'text') ?? '').matchAll(TERRAFORM)) {
      const field = (name: string): string | undefined => new RegExp(`\\n\\s*${name}\\s*=\\s*"([^"$]+)"`).exec(block)?.[1];
      const chart = field('chart')?.split('/').at(-1);
      const namespace =
        field('namespace') ?? /\n\s*namespace\s*=\s*kubernetes_namespace\w*\.([\w-]+)\./.exec(block)?.[1]?.replaceAll('_', '-');
      const name = field('name');
      if (chart === undefined || namespace === undefined || name === undefined) continue;
      const open = /\n\s*(values\s*=|set\s*[{=]|set_\w+\s*[{=])/.test(block);
      yield { chart, version: field('version'), name, namespace, values: undefined, open, manifest, repository: field('repository') };
    }
  }
}
