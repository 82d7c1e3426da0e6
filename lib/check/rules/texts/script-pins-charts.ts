import { fileTree } from '../../delivery/tree.ts';
import { documentKind } from '../../document.ts';
import { defineRule } from '../../rule.ts';
import { movingPart, optionValues, plainWords } from '../../texts/script-calls.ts';
import { scriptsOf } from '../../texts/scripts.ts';
import type { World } from '../../world.ts';

const VALUED = [
  '-n',
  '--namespace',
  '-f',
  '--values',
  '--set',
  '--set-string',
  '--set-file',
  '--timeout',
  '--repo',
  '--version',
  '--kube-context',
  '--kubeconfig',
  '--description',
  '--post-renderer',
];

/** `lines 11, 16 and 21` */
function linesOf(commands: readonly { readonly line: number }[]): string {
  const lines = commands.map(({ line }) => line);
  return `lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1) ?? ''}`;
}

export const scriptPinsCharts = defineRule({
  id: 'script-pins-charts',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'A script installs charts at a version and manifests of a fixed revision.',
  source: 'https://helm.sh/docs/helm/helm_install/; seed 004, L29',
  *check(manifest, world) {
    for (const { path, script } of scriptsOf(manifest, world)) {
      const newest: { readonly line: number; readonly message: string }[] = [];
      for (const command of script.commands) {
        const words = plainWords(command, VALUED);
        if (command.name === 'helm' && /^(install|upgrade)$/.test(words[0] ?? '')) {
          const chart = words[2] ?? words[1] ?? '';
          const remote = chart.startsWith('oci://') || /^[\w-]+\/[\w-]+$/.test(chart) || optionValues(command, '--repo').length > 0;
          const pinned = optionValues(command, '--version').length > 0 || /:[\w.-]+$/.test(chart.replace('oci://', ''));
          if (
            !remote ||
            pinned ||
            isFolder(world, chart) ||
            command.words.some(({ text }) => text.includes('$VERSION') || text.startsWith('$') || text === '--devel')
          )
            continue;
          newest.push({ line: command.line, message: `line ${command.line}: helm ${words[0] ?? ''} ${chart} names no --version` });
        }
        if (
          command.name !== 'kubectl' ||
          !/^(apply|create|replace)$/.test(words.find((word) => /^(apply|create|replace)$/.test(word)) ?? '')
        )
          continue;
        for (const url of optionValues(command, '-f', '--filename', '-k', '--kustomize')) {
          const moving = /^(https?:\/\/|github\.com\/)/.test(url) ? movingPart(url) : undefined;
          if (moving === undefined) continue;
          yield {
            path,
            message: `line ${command.line}: kubectl applies ${url.slice(0, 100)}, which follows "${moving}"`,
            why: 'What is applied changes with every commit of somebody else, and cannot be applied again as it was.',
            fix: 'Name a tag or commit in the URL.',
          };
        }
      }
      const [first, ...others] = newest;
      const told =
        first === undefined || others.length < 2 ? newest : [{ ...first, message: `${first.message}, nor do ${linesOf(others)}` }];
      for (const { message } of told)
        yield {
          path,
          message,
          why: 'Whatever is newest on that day is installed: values stop fitting without any change in the repository, and no two installations are alike.',
          fix: 'Add --version with the version that the values were written for.',
        };
    }
  },
});

/** A folder next to the script looks like a repository's chart: it is one where its file is known. */
function isFolder(world: World, chart: string): boolean {
  const tree = fileTree(world);
  const folder = tree?.folder(chart);
  return folder !== undefined && tree?.filesIn(folder).includes('Chart.yaml') === true;
}
