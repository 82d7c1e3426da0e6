import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { copyIn } from '../../texts/docker-copy.ts';
import { SITE_KINDS, siteAddress } from '../../texts/site-addresses.ts';
import type { World } from '../../world.ts';

/** Where generators of sites leave their pages, and the option that says otherwise. By the documentation of each. */
const GENERATORS: readonly { readonly run: RegExp; readonly name: string; readonly folder: string; readonly option: RegExp }[] = [
  {
    run: /\bhugo\b(?!\S)(?!\s+(?:server|serve|version|mod|new))/,
    name: 'Hugo',
    folder: 'public',
    option: /(?:\s-d\s*|\s--destination[= ])["']?([\w./-]+)/,
  },
  { run: /\bjekyll\s+build\b/, name: 'Jekyll', folder: '_site', option: /(?:\s-d\s*|\s--destination[= ])["']?([\w./-]+)/ },
  { run: /\bmkdocs\s+build\b/, name: 'MkDocs', folder: 'site', option: /(?:\s-d\s*|\s--site-dir[= ])["']?([\w./-]+)/ },
  { run: /\beleventy\b/, name: 'Eleventy', folder: '_site', option: /\s--output[= ]["']?([\w./-]+)/ },
  { run: /\bvite\s+build\b/, name: 'Vite', folder: 'dist', option: /\s--outDir[= ]["']?([\w./-]+)/ },
  { run: /\breact-scripts\s+build\b/, name: 'react-scripts', folder: 'build', option: /BUILD_PATH=["']?([\w./-]+)/ },
];
const FOLDERS = new Set(['public', '_site', 'site', 'dist', 'build', 'docs', 'out', 'output', 'www']);

export const siteFolderCopied = defineRule({
  id: 'site-folder-copied',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'An image takes its pages from the folder into which their generator writes them.',
  source: 'https://gohugo.io/configuration/all/#publishdir; https://jekyllrb.com/docs/configuration/options/',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (!isDockerfile(file)) return;
    const lines = (textAt(object, 'text') ?? '').replace(/\\\r?\n/g, ' ').split('\n');
    const built = lines.flatMap((line) => {
      const known = /^\s*RUN\s/i.test(line) ? GENERATORS.find(({ run }) => run.test(line)) : undefined;
      if (known === undefined) return [];
      const configured = known.name === 'Hugo' ? publishFolder(world) : undefined;
      return [
        {
          name: known.name,
          folder: last(known.option.exec(line)?.[1] ?? configured ?? known.folder),
          why: configured !== undefined && !known.option.test(line) ? ' (publishDir)' : '',
        },
      ];
    });
    const [only] = built;
    if (only === undefined || built.length > 1) return;
    for (const [index, line] of lines.entries()) {
      const { from, sources: [source = ''] = [] } = copyIn(line) ?? {};
      const folder = last(source);
      if (
        from === undefined ||
        !FOLDERS.has(folder) ||
        folder === only.folder ||
        lines.some((each) => /^\s*RUN\s.*\b(mv|cp|ln)\b/i.test(each))
      )
        continue;
      yield {
        path: `line ${index + 1}`,
        message: `it copies ${source}, and ${only.name} writes its pages to ${only.folder}${only.why}`,
        why: 'The build ends with "not found", or takes pages of before that lie in the repository: readers never see the new ones.',
        fix: `Copy ${source.slice(0, source.lastIndexOf(folder))}${only.folder}, or let ${only.name} write to ${folder}.`,
      };
    }
  },
});

function last(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

/** The folder that the only configuration of Hugo names. */
function publishFolder(world: World): string | undefined {
  return world.once('folder of published pages', () => {
    const sites = SITE_KINDS.flatMap((kind) => world.ofKind(kind)).filter((each) => siteAddress(each)?.generator === 'Hugo');
    const [site] = sites;
    if (site === undefined || sites.length > 1) return undefined;
    return (
      textAt(site.object, 'content.publishDir') ?? /^\s*publishDir\s*=\s*["']([^"']+)["']/im.exec(textAt(site.object, 'text') ?? '')?.[1]
    );
  });
}
