import { documentKind } from '../document.ts';
import { textAt } from '../read.ts';
import type { World } from '../world.ts';
import type { Release } from './chart-table.ts';

/** `helm upgrade --install NAME REPO/CHART … --namespace NS` */
const INSTALL = /\bhelm\s+(?:upgrade|install)\s+(?:--install\s+|-i\s+)?([a-z0-9][\w-]*)\s+([\w./:-]+)([^\n;|&]*)/g;

/** `resource "helm_release" "loki" { … }`, up to the brace that closes it in the first column. */
const TERRAFORM = /resource\s+"helm_release"\s+"[\w-]+"\s*\{[\s\S]*?\n\}/g;

/** Releases of scripts and of Terraform. */
export function* releasesInTexts(world: World): Iterable<Release> {
  const files = new Set(
    world.ofKind(documentKind('HelmValues')).map(({ object }) => `${object.metadata.namespace ?? ''}/${textAt(object, 'release') ?? ''}`),
  );
  for (const manifest of world.ofKind(documentKind('Script'))) {
    for (const [, name = '', written = '', rest = ''] of (textAt(manifest.object, 'text') ?? '').replace(/\\\n/g, ' ').matchAll(INSTALL)) {
      const namespace = /(?:--namespace[= ]|\s-n[= ]?)\s*["']?([a-z0-9-]+)/.exec(rest)?.[1];
      const version = /--version[= ]\s*["']?v?([\w.-]+)/.exec(rest)?.[1];
      // With a values file it is known already.
      if (namespace === undefined || files.has(`${namespace}/${name}`)) continue;
      const [, repository, chart = written] = /^(.+)\/([^/]+)$/.exec(written) ?? [];
      // Settings on the command line, or in a file that was not read, may switch things.
      const open = /\s(?:-f|--values|--set(?:-\w+)?)[= ]/.test(` ${rest}`);
      yield { chart, version, name, namespace, values: undefined, open, manifest, repository };
    }
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
