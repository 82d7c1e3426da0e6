import { everywhere } from '../clusters/where.ts';
import { documentKind } from '../document.ts';
import type { World } from '../world.ts';
import { commandsOf } from './commands.ts';
import { optionValues } from './script-calls.ts';

/** A call of `kubeadm init` in a script or guide. */
export interface KubeadmCall {
  readonly file: string;
  readonly line: number;
  readonly pods: string | undefined;
  /** kubeadm installs kube-proxy unless it is told to leave it out; `undefined` where a file or a variable decides. */
  readonly kubeProxy: boolean | undefined;
}

/** All such calls, also behind `sudo`, `ssh HOST` or `multipass exec NAME --`. */
export function kubeadmCalls(world: World): readonly KubeadmCall[] {
  return world.everywhere.once('calls of kubeadm init', () =>
    everywhere(world, documentKind('Script'), documentKind('Guide')).flatMap(({ manifest, world: own }) =>
      commandsOf(manifest, own).flatMap(({ command }) => {
        const words = command.words.map(({ text }) => text);
        const start = words.indexOf('kubeadm');
        if (start === -1 || words[start + 1] !== 'init' || words[start + 2] === 'phase') return [];
        const rest = { ...command, words: command.words.slice(start) };
        const [pods] = optionValues(rest, '--pod-network-cidr');
        const skipped = optionValues(rest, '--skip-phases');
        const hidden = words.slice(start).some((word) => /^["']?\$/.test(word));
        const kubeProxy = skipped.some((each) => each.split(',').includes('addon/kube-proxy')) ? false : hidden ? undefined : true;
        return {
          file: manifest.file ?? manifest.object.metadata.name,
          line: command.line,
          pods: pods?.includes('$') === true ? undefined : pods,
          kubeProxy,
        };
      }),
    ),
  );
}
